import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/lib/api';
import { isClosing, isOver, type Mine } from './model';

export const signKeys = {
  mine: (agreement: string) => ['signing', agreement] as const,
  list: ['me', 'agreements'] as const,
  chain: (agreement: string) => ['signing', agreement, 'chain'] as const,
};

/** Where I stand in an agreement, looked at again while others move. */
export function useMySigning(agreement: string) {
  return useQuery({
    queryKey: signKeys.mine(agreement),
    queryFn: ({ signal }) => unwrap(api.GET('/agreements/{agreement}/me', { params: { path: { agreement } }, signal })),
    refetchInterval: ({ state: { data } }) => {
      if (!data) return false;
      if (isOver(data.agreement)) return 60_000;
      return isClosing(data.agreement) ? 2000 : 5000;
    },
    refetchOnWindowFocus: 'always',
    staleTime: 2000,
  });
}

/** A step of mine: its answer is where I stand now. */
function useStep<Given>(agreement: string, take: (given: Given) => Promise<Mine>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: take,
    onSuccess: async (now) => {
      await queries.cancelQueries({ queryKey: signKeys.mine(agreement) }); // an answer from before would undo the step
      queries.setQueryData(signKeys.mine(agreement), now);
    },
  });
}

const path = (agreement: string) => ({ params: { path: { agreement } } });

export function useReadPage(agreement: string) {
  return useStep(agreement, (body: { version: number; page: number }) =>
    unwrap(api.POST('/agreements/{agreement}/reading', { ...path(agreement), body })),
  );
}

export function useAccept(agreement: string) {
  return useStep(agreement, (version: number) =>
    unwrap(api.POST('/agreements/{agreement}/acceptances', { ...path(agreement), body: { version } })),
  );
}

export function useUnconfirm(agreement: string) {
  return useStep<void>(agreement, () => unwrap(api.DELETE('/agreements/{agreement}/confirmation', path(agreement))));
}

export function useWithdraw(agreement: string) {
  return useStep(agreement, (reason: string) =>
    unwrap(api.POST('/agreements/{agreement}/withdrawal', { ...path(agreement), body: { reason } })),
  );
}

export function useWitness(agreement: string) {
  return useStep<void>(agreement, () => unwrap(api.POST('/agreements/{agreement}/witness', path(agreement))));
}

/** Takes where I stand from elsewhere, such as a confirmation. */
export function useTakeMine(agreement: string): (now: Mine) => Promise<void> {
  const queries = useQueryClient();
  return async (now) => {
    await queries.cancelQueries({ queryKey: signKeys.mine(agreement) });
    queries.setQueryData(signKeys.mine(agreement), now);
  };
}

export function useMyAgreements() {
  return useQuery({
    queryKey: signKeys.list,
    queryFn: async () => (await unwrap(api.GET('/me/agreements', { params: { query: { limit: 50 } } }))).items ?? [],
    refetchInterval: 60_000,
  });
}
