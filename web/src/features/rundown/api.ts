import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, idempotencyKey, type Schema, unwrap } from '@/lib/api';
import { useRoomSession, useRoomView } from '../room/session';
import { onlineOf, rundownOf, staffOf } from '../room/views';

export type Rundown = Schema<'Rundown'>;
export type ScheduledItem = Schema<'ScheduledItem'>;
export type RundownDraft = Schema<'RundownDraft'>;
export type CrewMember = Schema<'CrewMember'>;

const rundownKey = (room: string) => ['room', room, 'rundown'] as const;

/** People come in waves; the plan tells who is there, so it is read again once one has passed. */
const settleMs = 600;

/** The plan with the crew, read again when the log says that something about it changed, or somebody came or went. */
export function useRundown(): UseQueryResult<Rundown, Error> {
  const { id } = useRoomSession();
  const queries = useQueryClient();
  const staff = useRoomView(staffOf);
  const online = useRoomView(onlineOf);
  const shown = useRoomView(rundownOf);
  const done = staff?.log.at(-1)?.seq;
  // biome-ignore lint/correctness/useExhaustiveDependencies: those are what to react to
  useEffect(() => {
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: rundownKey(id) }), settleMs);
    return () => clearTimeout(timer);
  }, [queries, id, staff?.rundown, staff?.ready, shown, done, online]);
  return useQuery({
    queryKey: rundownKey(id),
    queryFn: () => unwrap(api.GET('/rooms/{room}/rundown', { params: { path: { room: id } } })),
    refetchInterval: 30_000,
  });
}

export function useFreshRundown() {
  const { id } = useRoomSession();
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: rundownKey(id) });
}

const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });

export function addItem(room: string, draft: RundownDraft, after: string | undefined, key: string) {
  const params = { path: { room }, header: { 'Idempotency-Key': key } };
  return unwrap(api.POST('/rooms/{room}/rundown/items', { params, body: { ...draft, ...(after && { after }) } }));
}

export function updateItem(room: string, { id, version }: ScheduledItem, draft: RundownDraft) {
  const params = { path: { room, item: id }, header: ifMatch(version) };
  return unwrap(api.PUT('/rooms/{room}/rundown/items/{item}', { params, body: draft }));
}

export function removeItem(room: string, { id, version }: ScheduledItem) {
  const params = { path: { room, item: id }, header: ifMatch(version) };
  return unwrap(api.DELETE('/rooms/{room}/rundown/items/{item}', { params }));
}

export function orderItems(room: string, version: number, items: string[]) {
  return unwrap(
    api.PUT('/rooms/{room}/rundown/order', { params: { path: { room }, header: ifMatch(version) }, body: { items } }),
  );
}

/** Plans what such a ceremony usually consists of, where nothing is planned yet. */
export function presetRundown(room: string) {
  return unwrap(api.POST('/rooms/{room}/rundown/preset', { params: { path: { room } } }));
}

/** Goes to an item; `from` is what is on as this page sees it, so that two who press at once move on once. */
export function runItem(room: string, item: string | undefined, from: string | undefined) {
  const body = { ...(item && { item }), ...(from && { from }) };
  return unwrap(api.PUT('/rooms/{room}/rundown/current', { params: { path: { room } }, body }));
}

export function setReady(room: string, ready: boolean) {
  return unwrap(api.PUT('/rooms/{room}/me/ready', { params: { path: { room } }, body: { ready } }));
}

export function openRehearsal(room: string) {
  const header = { 'Idempotency-Key': idempotencyKey() };
  return unwrap(api.POST('/rooms/{room}/rehearsal', { params: { path: { room }, header } }));
}

export function closeRehearsal(room: string) {
  return unwrap(api.DELETE('/rooms/{room}/rehearsal', { params: { path: { room } } }));
}
