import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api, unwrap } from '@/lib/api';
import { carrierOf } from './model';

export const carriersKey = ['carriers'] as const;

export function useCarriers(query: object) {
  return useInfiniteQuery({
    queryKey: [...carriersKey, 'list', query],
    queryFn: async ({ pageParam }) => {
      const page = await unwrap(api.GET('/carriers', { params: { query: { ...query, cursor: pageParam } } }));
      return { ...page, items: (page.items ?? []).map(carrierOf) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: keepPreviousData,
  });
}

export function carrierQuery(id: string) {
  return {
    queryKey: [...carriersKey, 'one', id],
    queryFn: async () => carrierOf(await unwrap(api.GET('/carriers/{carrier}', { params: { path: { carrier: id } } }))),
  };
}
