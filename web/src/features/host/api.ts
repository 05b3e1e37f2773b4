import { type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { RoomPhase } from '@/lib/room/types';
import { call, roomPath } from '../room/call';

export interface RoomSettings {
  chat: 'open' | 'review' | 'closed';
  slowSeconds: number;
  linesPerSecond: number;
  words: string[];
  onWord: 'review' | 'refuse';
  version: number;
}

export interface RosterPerson {
  id: string;
  name: string;
  org?: string;
  role: string;
  online: boolean;
  mutedUntil?: string;
  banned: boolean;
  firstAt: string;
  lastAt: string;
  seconds: number;
}

export interface SessionPerson {
  person: { id: string; name: string };
  role: string;
}

interface Page<T> {
  items: T[];
  next?: string;
}

export const hostKeys = {
  settings: (room: string) => ['room', room, 'settings'] as const,
  roster: (room: string) => ['room', room, 'roster'] as const,
  session: (session: string) => ['session', session] as const,
};

export function setRoomState(room: string, state: RoomPhase): Promise<unknown> {
  return call('PUT', roomPath(room, 'state'), { body: { state } });
}

export interface StageBody {
  kind: string;
  data: Record<string, unknown>;
}

export function setStage(room: string, body: StageBody): Promise<unknown> {
  return call('PUT', roomPath(room, 'stage'), { body });
}

export function addSlides(room: string, file: string): Promise<unknown> {
  return call('POST', roomPath(room, 'slides'), {
    headers: { 'Idempotency-Key': `slides-${room}-${file}` },
    body: { file },
  });
}

export function removeSlides(room: string, file: string): Promise<unknown> {
  return call('DELETE', roomPath(room, 'slides', file));
}

export function useRoomSettings(room: string): UseQueryResult<RoomSettings, Error> {
  return useQuery({
    queryKey: hostKeys.settings(room),
    queryFn: () => call<RoomSettings>('GET', roomPath(room, 'settings')),
  });
}

export function saveSettings(room: string, { version, ...body }: RoomSettings): Promise<RoomSettings> {
  return call('PATCH', roomPath(room, 'settings'), { headers: { 'If-Match': `"${version}"` }, body });
}

export function useSessionPeople(event: string, session: string): UseQueryResult<SessionPerson[], Error> {
  return useQuery({
    queryKey: hostKeys.session(session),
    queryFn: async () =>
      (
        await call<{ people?: SessionPerson[] }>(
          'GET',
          `/events/${encodeURIComponent(event)}/sessions/${encodeURIComponent(session)}`,
        )
      ).people ?? [],
  });
}

export function useRoster(room: string, q: string, online: boolean) {
  return useInfiniteQuery({
    queryKey: [...hostKeys.roster(room), q, online],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      call<Page<RosterPerson>>('GET', roomPath(room, 'roster'), {
        query: { q: q || undefined, online: online || undefined, cursor: pageParam },
      }),
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
  | { act: 'role'; role: string };

export function actOn(room: string, participant: string, act: RosterAct): Promise<unknown> {
  const reason = 'reason' in act && act.reason ? { reason: act.reason } : {};
  switch (act.act) {
    case 'mute':
      return call('PUT', roomPath(room, 'roster', participant, 'mute'), { body: { minutes: act.minutes } });
    case 'kick':
      return call('POST', roomPath(room, 'roster', participant, 'kick'), { body: reason });
    case 'ban':
      return call('POST', roomPath(room, 'bans'), { body: { participant, ...reason } });
    case 'unban':
      return call('DELETE', roomPath(room, 'bans', participant));
    case 'role':
      return call('PUT', roomPath(room, 'roster', participant, 'role'), { body: { role: act.role } });
  }
}
