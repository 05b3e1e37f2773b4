import { type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';

export type RoomSettings = Schema<'RoomSettings'>;
export type RosterPerson = Schema<'RosterPerson'>;
export type RoomStep = Schema<'RoomState'>['state'];

export const hostKeys = {
  settings: (room: string) => ['room', room, 'settings'] as const,
  roster: (room: string) => ['room', room, 'roster'] as const,
};

const at = (room: string) => ({ params: { path: { room } } });

export function setRoomState(room: string, state: RoomStep): Promise<unknown> {
  return unwrap(api.PUT('/rooms/{room}/state', { ...at(room), body: { state } }));
}

export function setRecording(room: string, on: boolean): Promise<unknown> {
  return unwrap(api.PUT('/rooms/{room}/recording', { ...at(room), body: { on } }));
}

/** Something for the stage: a kind of the table and what that kind carries. */
export interface StageBody {
  kind: string;
  data: Record<string, unknown>;
}

export function setStage(room: string, body: StageBody): Promise<unknown> {
  return unwrap(api.PUT('/rooms/{room}/stage', { ...at(room), body }));
}

export function addSlides(room: string, file: string): Promise<unknown> {
  // The file names the intention: adding it twice is one addition.
  const header = { 'Idempotency-Key': `slides-${room}-${file}` };
  return unwrap(api.POST('/rooms/{room}/slides', { params: { path: { room }, header }, body: { file } }));
}

export function removeSlides(room: string, file: string): Promise<unknown> {
  return unwrap(api.DELETE('/rooms/{room}/slides/{file}', { params: { path: { room, file } } }));
}

export function useRoomSettings(room: string): UseQueryResult<RoomSettings, Error> {
  return useQuery({
    queryKey: hostKeys.settings(room),
    queryFn: () => unwrap(api.GET('/rooms/{room}/settings', at(room))),
  });
}

export function saveSettings(room: string, settings: RoomSettings): Promise<RoomSettings> {
  const { version, chat, slowSeconds, linesPerSecond, words, onWord } = settings;
  return unwrap(
    api.PATCH('/rooms/{room}/settings', {
      params: { path: { room }, header: { 'If-Match': `"${version}"` } },
      body: { chat, slowSeconds, linesPerSecond, words, onWord },
    }),
  );
}

export function useRoster(room: string, q: string, online: boolean) {
  return useInfiniteQuery({
    queryKey: [...hostKeys.roster(room), q, online],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor }) => {
      const query = { ...(q && { q }), ...(online && { online }), ...(cursor && { cursor }) };
      const page = await unwrap(api.GET('/rooms/{room}/roster', { params: { path: { room }, query } }));
      return { items: page.items ?? [], next: page.next };
    },
    getNextPageParam: (page) => page.next,
    refetchInterval: 15_000,
  });
}

/** What staff can do to a person in the room. */
export type RosterAct =
  | { act: 'mute'; minutes: number }
  | { act: 'kick'; reason?: string }
  | { act: 'ban'; reason?: string }
  | { act: 'unban' }
  | { act: 'role'; role: RosterPerson['role'] };

export function actOn(room: string, participant: string, act: RosterAct): Promise<unknown> {
  const path = { params: { path: { room, participant } } };
  const reason = 'reason' in act && act.reason ? { reason: act.reason } : {};
  switch (act.act) {
    case 'mute':
      return unwrap(api.PUT('/rooms/{room}/roster/{participant}/mute', { ...path, body: { minutes: act.minutes } }));
    case 'kick':
      return unwrap(api.POST('/rooms/{room}/roster/{participant}/kick', { ...path, body: reason }));
    case 'ban':
      return unwrap(api.POST('/rooms/{room}/bans', { ...at(room), body: { participant, ...reason } }));
    case 'unban':
      return unwrap(api.DELETE('/rooms/{room}/bans/{participant}', path));
    case 'role':
      return unwrap(api.PUT('/rooms/{room}/roster/{participant}/role', { ...path, body: { role: act.role } }));
  }
}
