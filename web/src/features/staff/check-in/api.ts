import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { api, type Schema, unwrap } from '@/lib/api';
import { useCursorList } from '../shared/useCursorList';
import { Door } from './door';

export type Registrant = Schema<'Registrant'>;
export type Event = Schema<'Event'>;

const key = 'check-ins';

/** How often the phones at a door learn of each other, and what is kept is tried again, in milliseconds. */
const beat = 5_000;

/** Published events that are not long over, the next one first. */
export function useEvents() {
  return useQuery({
    queryKey: [key, 'events'],
    queryFn: async () =>
      (await unwrap(api.GET('/events', { params: { query: { status: 'published', limit: 100 } } }))).items ?? [],
    staleTime: 60_000,
  });
}

export function useCheckIns(event: string) {
  const list = useCursorList([key, 'list', event], (cursor) =>
    unwrap(api.GET('/events/{event}/check-ins', { params: { path: { event }, query: { cursor, limit: 20 } } })),
  );
  const { refetch } = list;
  useEffect(() => {
    const timer = setInterval(() => void refetch(), beat);
    return () => clearInterval(timer);
  }, [refetch]);
  // Every page of the list says how many there are; the first was read last.
  const counts = list.data?.pages[0] as Schema<'CheckIns'> | undefined;
  return { ...list, counts };
}

export function useRegistrants(event: string, q: string | undefined) {
  return useQuery({
    queryKey: [key, 'registrants', event, q],
    queryFn: async () =>
      (await unwrap(api.GET('/events/{event}/registrants', { params: { path: { event }, query: { q: q ?? '' } } })))
        .items,
    enabled: q !== undefined,
  });
}

export function useUndo(event: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (checkIn: string) =>
      unwrap(api.DELETE('/events/{event}/check-ins/{checkIn}', { params: { path: { event, checkIn } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: [key] }),
  });
}

/** The door of an event, which sends what it kept as soon as it can. */
export function useDoor(event: string) {
  const queries = useQueryClient();
  const door = useMemo(
    () =>
      new Door(
        `zy.door.${event}`,
        async (body, idempotencyKey) => {
          const params = { path: { event }, header: { 'Idempotency-Key': idempotencyKey } };
          const checkIn = await unwrap(api.POST('/events/{event}/check-ins', { params, body }));
          void queries.invalidateQueries({ queryKey: [key] });
          return checkIn;
        },
        globalThis.localStorage,
      ),
    [event, queries],
  );
  const state = useSyncExternalStore(door.subscribe, door.state);
  const waiting = state.kept.length > 0;
  useEffect(() => {
    if (!waiting) return;
    const flush = () => void door.flush();
    flush();
    const timer = setInterval(flush, beat);
    addEventListener('online', flush);
    return () => {
      clearInterval(timer);
      removeEventListener('online', flush);
    };
  }, [door, waiting]);
  return { door, ...state };
}
