import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '@/lib/api';
import type { Handout } from '@/lib/room/types';

/** How many people took each file; asked again when the files change, and now and then. */
export function useHandouts(room: string, shown: Handout[], enabled: boolean) {
  return useQuery({
    enabled,
    queryKey: ['room', room, 'handouts', shown.map(({ file }) => file)],
    queryFn: async () => (await unwrap(api.GET('/rooms/{room}/handouts', { params: { path: { room } } }))).items ?? [],
    refetchInterval: 15_000,
  });
}

export function useHandoutTakers(room: string, file: string) {
  return useInfiniteQuery({
    queryKey: ['room', room, 'takers', file],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor }) => {
      const params = { path: { room, file }, query: cursor ? { cursor } : {} };
      const page = await unwrap(api.GET('/rooms/{room}/handouts/{file}/takers', { params }));
      return { items: page.items ?? [], next: page.next };
    },
    getNextPageParam: (page) => page.next,
  });
}

/** Lays a file out to take away, or takes it back. The room's log says that it is done. */
export function useSetHandout(room: string) {
  return useMutation({
    mutationFn: ({ file, out }: { file: string; out: boolean }) => {
      const params = { path: { room, file } };
      return out
        ? unwrap(api.PUT('/rooms/{room}/handouts/{file}', { params }))
        : unwrap(api.DELETE('/rooms/{room}/handouts/{file}', { params }));
    },
  });
}
