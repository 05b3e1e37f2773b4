import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, request, type Schema, unwrap } from '@/lib/api';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';
import type { Agreement, AgreementState } from './model';

const root = 'staff-agreements';
const keys = {
  one: (id: string) => [root, 'one', id],
  of: (id: string, what: 'versions' | 'chain') => [root, 'one', id, what],
};

export function useAgreements(filter: { state?: AgreementState }) {
  return useCursorList([root, 'list', filter], (cursor) =>
    unwrap(api.GET('/agreements', { params: { query: { ...filter, cursor } } })),
  );
}

/** While others read, confirm and sign, the page looks again by itself. */
export function useAgreement(id: string) {
  return useQuery({
    queryKey: keys.one(id),
    queryFn: () => unwrap(api.GET('/agreements/{agreement}', { params: { path: { agreement: id } } })),
    refetchInterval: ({ state }) => (moving(state.data) ? 5000 : false),
  });
}

function moving(agreement: Agreement | undefined): boolean {
  return Boolean(agreement && ['proposed', 'frozen', 'confirmed', 'sealing'].includes(agreement.state));
}

export function useVersions(agreement: Agreement) {
  return useQuery({
    queryKey: [...keys.of(agreement.id, 'versions'), agreement.latest],
    queryFn: async () =>
      (await unwrap(api.GET('/agreements/{agreement}/versions', { params: { path: { agreement: agreement.id } } })))
        .items,
    placeholderData: (before) => before,
  });
}

export function useChain(agreement: Agreement) {
  return useQuery({
    queryKey: keys.of(agreement.id, 'chain'),
    queryFn: async () =>
      (await unwrap(api.GET('/agreements/{agreement}/chain', { params: { path: { agreement: agreement.id } } }))).items,
    refetchInterval: moving(agreement) ? 5000 : false,
  });
}

/** Puts what a change answered where the pages read, and lets lists, versions and chain be read again. */
function take(queries: QueryClient, agreement: Agreement): void {
  queries.setQueryData(keys.one(agreement.id), agreement);
  void queries.invalidateQueries({ queryKey: [root, 'list'] });
  void queries.invalidateQueries({ queryKey: keys.of(agreement.id, 'versions') });
  void queries.invalidateQueries({ queryKey: keys.of(agreement.id, 'chain') });
}

/** A change whose answer is the agreement as it is now. */
function useChange<Input>(change: (input: Input) => Promise<Agreement>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: (agreement) => take(queries, agreement) });
}

export function useCreateAgreement() {
  return useChange(({ body, key }: { body: Schema<'AgreementDraft'>; key: string }) =>
    unwrap(api.POST('/agreements', { params: { header: { 'Idempotency-Key': key } }, body })),
  );
}

interface Edit<Body> {
  id: string;
  version: number;
  body: Body;
}

export function useUpdateAgreement() {
  return useChange(({ id, version, body }: Edit<Schema<'AgreementChange'>>) =>
    unwrap(
      api.PATCH('/agreements/{agreement}', {
        params: { path: { agreement: id }, header: { 'If-Match': etag(version) } },
        body,
      }),
    ),
  );
}

export function useSetParties() {
  return useChange(({ id, version, body }: Edit<Schema<'AgreementParties'>>) =>
    unwrap(
      api.PUT('/agreements/{agreement}/parties', {
        params: { path: { agreement: id }, header: { 'If-Match': etag(version) } },
        body,
      }),
    ),
  );
}

export function useReplaceSigner(id: string) {
  return useChange(({ signer, body }: { signer: string; body: Schema<'AgreementReplacement'> }) =>
    unwrap(api.PUT('/agreements/{agreement}/signers/{signer}', { params: { path: { agreement: id, signer } }, body })),
  );
}

export function usePropose(id: string) {
  return useChange(() => unwrap(api.POST('/agreements/{agreement}/proposal', { params: { path: { agreement: id } } })));
}

export function useFreeze(id: string) {
  return useChange((terms: Schema<'AgreementAcknowledged'>[]) =>
    unwrap(api.POST('/agreements/{agreement}/freeze', { params: { path: { agreement: id } }, body: { terms } })),
  );
}

export function useVoid(id: string) {
  return useChange((reason: string) =>
    unwrap(api.POST('/agreements/{agreement}/void', { params: { path: { agreement: id } }, body: { reason } })),
  );
}

export function useAddVersion(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: Schema<'AgreementVersionDraft'>; key: string }) =>
      unwrap(
        api.POST('/agreements/{agreement}/versions', {
          params: { path: { agreement: id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: [root] }),
  });
}

/** Sets a text in type without keeping it: the bytes of a PDF. */
export function usePreview(draft: Schema<'AgreementPreview'> | undefined) {
  return useQuery({
    queryKey: [root, 'preview', draft],
    enabled: Boolean(draft),
    queryFn: async ({ signal }) => {
      const answer = await request('/agreements/preview', {
        method: 'POST',
        signal,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(draft),
      });
      return new Uint8Array(await answer.arrayBuffer());
    },
    placeholderData: (before) => before,
    gcTime: 10_000,
    retry: false,
  });
}

export { idempotencyKey as newKey };
