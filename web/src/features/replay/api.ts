import { queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { ApiError, api, type Schema, unwrap } from '@/lib/api';

export type Replay = Schema<'RoomReplay'>;
export type Chapter = Schema<'ReplayChapter'>;
export type Found = Schema<'ReplayFound'>;

export const replayQuery = (room: string) =>
  queryOptions({
    queryKey: ['room', room, 'replay'] as const,
    queryFn: ({ signal }) => unwrap(api.GET('/rooms/{room}/replay', { params: { path: { room } }, signal })),
    // The log it belongs to is read once as well.
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, error) => !(error instanceof ApiError && error.status < 500 && error.status > 0) && count < 2,
  });

/** Lines of the log that say this, page by page. */
export function useSearch(room: string, words: string) {
  return useInfiniteQuery({
    queryKey: ['room', room, 'replay', 'search', words],
    enabled: words !== '',
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/rooms/{room}/replay/search', {
          params: { path: { room }, query: { q: words, limit: 50, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
}
