import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/lib/api';
import { useMe } from '@/lib/auth';
import { parcelOf } from './model';

export const parcelKeys = {
  all: ['parcels'] as const,
  kept: ['parcels', 'kept'] as const,
};

async function readParcels(query: object, cursor?: string) {
  const page = await unwrap(api.GET('/parcels', { params: { query: { ...query, cursor } } }));
  return { ...page, items: page.items.map(parcelOf) };
}

/** Parcels that fit, page by page, with how many there are to choose from. */
export function useParcels(query: object) {
  return useInfiniteQuery({
    queryKey: [...parcelKeys.all, 'list', query],
    queryFn: ({ pageParam }) => readParcels(query, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: keepPreviousData,
  });
}

export function parcelQuery(id: string) {
  return {
    queryKey: [...parcelKeys.all, 'one', id],
    queryFn: async () => parcelOf(await unwrap(api.GET('/parcels/{parcel}', { params: { path: { parcel: id } } }))),
  };
}

/** What I keep; nothing for whoever is nobody yet. */
export function useKept() {
  const { data: me } = useMe();
  return useQuery({
    queryKey: parcelKeys.kept,
    queryFn: async () => {
      const { items } = await unwrap(api.GET('/favourites'));
      return { items: items.map(({ parcel, keptAt }) => ({ parcel: parcelOf(parcel), keptAt })) };
    },
    enabled: Boolean(me),
  });
}

/** Keeps a parcel or lets it go. */
export function useKeep(parcel: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (keep: boolean) => {
      const params = { path: { parcel } };
      return keep
        ? unwrap(api.PUT('/favourites/{parcel}', { params }))
        : unwrap(api.DELETE('/favourites/{parcel}', { params }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: parcelKeys.kept }),
  });
}
