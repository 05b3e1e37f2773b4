import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, idempotencyKey, type Schema, unwrap } from '@/lib/api';
import { useRoomSession, useRoomView } from '../../room/session';
import { pollsOf } from '../../room/views';

export type HostPoll = Schema<'Poll'>;
export type PollDraft = Schema<'PollDraft'>;

const pollsKey = (room: string) => ['room', room, 'polls'] as const;
const at = (room: string, poll: string) => ({ room, poll });

/** The polls with how they stand: often while one runs, else when the log says that something happened. */
export function usePolls(): UseQueryResult<HostPoll[], Error> {
  const { id } = useRoomSession();
  const queries = useQueryClient();
  const shown = useRoomView(pollsOf);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list of polls means that one was opened or closed
  useEffect(() => void queries.invalidateQueries({ queryKey: pollsKey(id) }), [queries, id, shown]);
  return useQuery({
    queryKey: pollsKey(id),
    queryFn: async () => (await unwrap(api.GET('/rooms/{room}/polls', { params: { path: { room: id } } }))).items ?? [],
    refetchInterval: ({ state }) => (state.data?.some((each) => each.status === 'open') ? 2000 : 15_000),
  });
}

export function useFreshPolls() {
  const { id } = useRoomSession();
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: pollsKey(id) });
}

export function createPoll(room: string, draft: PollDraft, key = idempotencyKey()): Promise<HostPoll> {
  const params = { path: { room }, header: { 'Idempotency-Key': key } };
  return unwrap(api.POST('/rooms/{room}/polls', { params, body: draft }));
}

export function updatePoll(room: string, { id, version }: HostPoll, draft: PollDraft): Promise<HostPoll> {
  const params = { path: at(room, id), header: { 'If-Match': `"${version}"` } };
  return unwrap(api.PUT('/rooms/{room}/polls/{poll}', { params, body: draft }));
}

export function setPollStatus(room: string, poll: string, status: 'open' | 'closed'): Promise<HostPoll> {
  return unwrap(api.PUT('/rooms/{room}/polls/{poll}/status', { params: { path: at(room, poll) }, body: { status } }));
}

export function deletePoll(room: string, poll: string): Promise<unknown> {
  return unwrap(api.DELETE('/rooms/{room}/polls/{poll}', { params: { path: at(room, poll) } }));
}
