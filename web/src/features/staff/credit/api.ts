import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';

export type Attribution = Schema<'Attribution'>;
export type Funnel = Schema<'Funnel'>;
export type Stage = Funnel['stages'][number]['stage'];
export type Reached = Exclude<Stage, 'invited'>;
export type Status = Attribution['status'];
export type Decision = Schema<'AttributionDecision'>;
export type Mark = Schema<'AttributionMark'>;
export type CreditRules = Schema<'CreditRules'>;

export const reachable = ['registered', 'attended', 'interested', 'met', 'signed', 'broke-ground'] as const;
export const statuses = ['credited', 'colliding', 'refused'] as const;

const key = 'attributions';

export interface Query {
  event?: string | undefined;
  chamber?: string | undefined;
  stage?: Reached | undefined;
  status?: Status | undefined;
  disputed?: true | undefined;
  /** One alone, as a message about it links to it. */
  claim?: string | undefined;
}

/** What an address asks for; what it cannot mean is left out. */
export function queryOf(url: Record<string, string | undefined>): Query {
  const stage = reachable.find((one) => one === url.stage);
  const status = statuses.find((one) => one === url.status);
  return {
    ...(url.event && { event: url.event }),
    ...(url.chamber && { chamber: url.chamber }),
    ...(stage && { stage }),
    ...(status && { status }),
    ...(url.disputed && { disputed: true }),
    ...(url.claim && { claim: url.claim }),
  };
}

export function useAttributions(query: Query) {
  return useCursorList([key, 'list', query], (cursor) =>
    unwrap(api.GET('/attributions', { params: { query: { ...query, cursor } } })),
  );
}

export function useFunnel(scope: Pick<Query, 'event' | 'chamber'>) {
  return useQuery({
    queryKey: [key, 'funnel', scope],
    queryFn: () => unwrap(api.GET('/attributions/funnel', { params: { query: scope } })),
  });
}

export function useComparison(event: string | undefined) {
  return useQuery({
    queryKey: [key, 'chambers', event],
    queryFn: async () =>
      (await unwrap(api.GET('/attributions/chambers', { params: { query: { event } } }))).items ?? [],
  });
}

export function useRules(organisation: string) {
  return useQuery({
    queryKey: [key, 'rules', organisation],
    queryFn: () =>
      unwrap(api.GET('/organisations/{organisation}/credit-rules', { params: { path: { organisation } } })),
  });
}

/** Events to choose from, by id. */
export function useEvents() {
  return useQuery({
    queryKey: [key, 'events'],
    queryFn: async () => (await unwrap(api.GET('/events', { params: { query: { limit: 100 } } }))).items ?? [],
    staleTime: 60_000,
  });
}

export function useRivals(attribution: string) {
  return useQuery({
    queryKey: [key, 'rivals', attribution],
    queryFn: async () =>
      (await unwrap(api.GET('/attributions/{attribution}/rivals', { params: { path: { attribution } } }))).items ?? [],
  });
}

/** Reads everything anew once something was decided: ranks and figures go with it. */
function useAct<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => void queries.invalidateQueries({ queryKey: [key] }) });
}

const path = ({ id }: Attribution) => ({ attribution: id });

export function useDispute(claim: Attribution) {
  return useAct((text: string) =>
    unwrap(api.POST('/attributions/{attribution}/dispute', { params: { path: path(claim) }, body: { text } })),
  );
}

export function useDecide(claim: Attribution) {
  return useAct((body: Decision) => {
    const header = { 'If-Match': etag(claim.version) };
    return unwrap(api.PUT('/attributions/{attribution}/decision', { params: { path: path(claim), header }, body }));
  });
}

export function useMark(claim: Attribution) {
  return useAct((body: Mark) =>
    unwrap(api.POST('/attributions/{attribution}/lines', { params: { path: path(claim) }, body })),
  );
}

export function useSetRules(organisation: string, { version }: CreditRules) {
  return useAct((protectDays: number) => {
    const header = { 'If-Match': etag(version ?? 0) };
    const params = { path: { organisation }, header };
    return unwrap(api.PUT('/organisations/{organisation}/credit-rules', { params, body: { protectDays } }));
  });
}

export function exportHref(query: Query, lang: string): string {
  const params = new URLSearchParams({ lang });
  for (const [name, value] of Object.entries(query)) if (value) params.set(name, String(value));
  return `/api/v1/attributions/export.xlsx?${params}`;
}
