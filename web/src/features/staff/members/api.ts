import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';

export type Member = Schema<'ChamberMember'>;
export type Details = Schema<'MemberDetails'>;
export type Label = Schema<'MemberLabel'>;
export type Basis = Schema<'MemberConsent'>['basis'];
export type Reach = 'phone' | 'mail' | 'none';

export const bases: readonly Basis[] = ['membership', 'consent', 'activity'];
export const reaches: readonly Reach[] = ['phone', 'mail', 'none'];

export interface MemberFilter {
  chamber: string;
  q?: string;
  group?: string;
  tag?: string;
  reach?: Reach;
}

const root = 'staff-members';

export function useMembers(filter: MemberFilter) {
  const list = useCursorList([root, 'list', filter], (cursor) =>
    unwrap(api.GET('/members', { params: { query: { ...filter, cursor, limit: 50 } } })),
  );
  return { ...list, total: list.data?.pages[0]?.total };
}

export function useMember(id: string) {
  return useQuery({
    queryKey: [root, 'one', id],
    queryFn: () => unwrap(api.GET('/members/{member}', { params: { path: { member: id } } })),
  });
}

/** Groups and tags that members of a chamber have. */
export function useLabels(chamber: string) {
  return useQuery({
    queryKey: [root, 'labels', chamber],
    queryFn: async () => (await unwrap(api.GET('/members/labels', { params: { query: { chamber } } }))) ?? [],
  });
}

/** Everything that shows members is read again. */
export function useForgetMembers() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [root] });
}

function useChange<In, Out>(change: (input: In) => Promise<Out>) {
  return useMutation({ mutationFn: change, onSettled: useForgetMembers() });
}

export const useAddMember = () =>
  useChange(({ draft, key }: { draft: Schema<'MemberDraft'>; key: string }) =>
    unwrap(api.POST('/members', { params: { header: { 'Idempotency-Key': key } }, body: draft })),
  );

export const useChangeMember = (member: string) =>
  useChange(({ form, version }: { form: Details; version: number }) =>
    unwrap(
      api.PUT('/members/{member}', {
        params: { path: { member }, header: { 'If-Match': etag(version) } },
        body: form,
      }),
    ),
  );

export const useRemoveMember = (member: string) =>
  useChange(() => unwrap(api.DELETE('/members/{member}', { params: { path: { member } } })));

export const useLabelMembers = () =>
  useChange((body: { chamber: string; members: string[]; kind: Label['kind']; name: string; take: boolean }) =>
    unwrap(api.POST('/members/labels', { body })),
  );

export const useMemberData = (member: string) =>
  useMutation({ mutationFn: () => unwrap(api.GET('/members/{member}/data', { params: { path: { member } } })) });
