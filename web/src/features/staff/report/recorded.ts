import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';
import { etag } from '../shared/etag';

export type Recording = Schema<'Recording'>;

const key = 'recordings';

/** What was recorded of a session; read again while anything about it is still under way. */
export function useRecordings(room: string) {
  return useQuery({
    queryKey: [key, room],
    queryFn: () => unwrap(api.GET('/rooms/{room}/recordings', { params: { path: { room } } })),
    refetchInterval: ({ state }) => (state.data?.items?.some(unsettled) ? 3000 : false),
  });
}

/** Still running, or its file still being made. */
export function unsettled({ state, file, seconds }: Recording): boolean {
  return state !== 'ended' || (!file && seconds > 0);
}

export function useKeep(room: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, keep }: Pick<Recording, 'id' | 'version' | 'keep'>) =>
      unwrap(
        api.PUT('/recordings/{recording}', {
          params: { path: { recording: id }, header: { 'If-Match': etag(version) } },
          body: { keep },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: [key, room] }),
  });
}

export function useDelete(room: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE('/recordings/{recording}', { params: { path: { recording: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: [key, room] }),
  });
}
