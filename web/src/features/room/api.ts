import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ApiError, refreshSignIn } from '@/lib/api';
import { type OutboxItem, type Posted, PostRefused } from '@/lib/room/outbox';
import type { Verdict } from '@/lib/room/socket';
import type { Entry, Lane, Person, RoomPhase } from '@/lib/room/types';
import { call, roomPath } from './call';
import type { Localised } from './stage/data';

export interface RoomInfo {
  id: string;
  session: {
    id: string;
    title: Localised;
    kind: string;
    startsAt: string;
    endsAt: string;
    timeZone: string;
    access: 'public' | 'registered' | 'invited';
    illustrative: boolean;
  };
  event: { id: string; slug: string; title: Localised };
  state: RoomPhase;
  door: { open: boolean; code?: string; opensAt?: string };
  version: number;
}

export interface RoomMe {
  participant: string;
  role: string;
  can: string[];
  mutedUntil?: string;
}

export interface Slides {
  file: string;
  name: string;
  pages: number;
  size: number;
  kind: 'slides' | 'picture';
  width?: number;
  height?: number;
}

/** Query keys of a room: everything under ["room", id]. */
export const roomKeys = {
  info: (room: string) => ['room', room, 'info'] as const,
  me: (room: string) => ['room', room, 'me'] as const,
  slides: (room: string) => ['room', room, 'slides'] as const,
};

export function useRoom(room: string): UseQueryResult<RoomInfo, Error> {
  return useQuery({
    queryKey: roomKeys.info(room),
    queryFn: () => call<RoomInfo>('GET', roomPath(room)),
    staleTime: 10_000,
  });
}

export function useRoomMe(room: string, enabled = true): UseQueryResult<RoomMe, Error> {
  return useQuery({
    enabled,
    queryKey: roomKeys.me(room),
    queryFn: () => call<RoomMe>('GET', roomPath(room, 'me')),
  });
}

export function useSlides(room: string, enabled: boolean): UseQueryResult<Slides[], Error> {
  return useQuery({
    enabled,
    queryKey: roomKeys.slides(room),
    queryFn: async () => (await call<{ items: Slides[] }>('GET', roomPath(room, 'slides'))).items,
  });
}

export function readEntries(
  room: string,
  lane: Lane,
  after: number,
  limit: number,
): Promise<{ items: Entry[]; people: Person[] }> {
  return call('GET', roomPath(room, 'entries'), { query: { lane, after, limit } });
}

export function retractLine(room: string, seq: number): Promise<void> {
  return call('DELETE', roomPath(room, 'chat', seq));
}

export function hideLine(room: string, seq: number, reason: string): Promise<void> {
  return call('PUT', roomPath(room, 'chat', seq, 'hidden'), { body: reason ? { reason } : {} });
}

export function reviewLine(
  room: string,
  staffSeq: number,
  decision: 'publish' | 'reject',
  reason: string,
): Promise<void> {
  return call('PUT', roomPath(room, 'chat-reviews', staffSeq), { body: reason ? { decision, reason } : { decision } });
}

/** True when the sign-in lives on, false when the person has to sign in again; throws when nobody answers. */
export function renewSignIn(): Promise<boolean> {
  return refreshSignIn();
}

/** Sends one line of the outbox, turning what may go wrong into what the outbox can act on. */
export async function postLine(room: string, item: OutboxItem): Promise<Posted> {
  const { key, text, replyTo } = item;
  try {
    return await call<Posted>('POST', roomPath(room, 'chat'), {
      headers: { 'Idempotency-Key': key },
      body: replyTo ? { text, replyTo } : { text },
    });
  } catch (cause) {
    throw refusalOf(cause);
  }
}

export function refusalOf(cause: unknown): PostRefused {
  if (!(cause instanceof ApiError)) return new PostRefused('unreachable', { code: 'network' });
  const { code, params, requestId, retryAfter, status } = cause;
  const error = { code, ...(params && { params }), ...(requestId && { requestId }) };
  if (status === 401) return new PostRefused('sign-in', error);
  if (status === 429) return new PostRefused('later', error, (retryAfter ?? 1) * 1000);
  if (status >= 500 || status === 0) return new PostRefused('unreachable', error);
  return new PostRefused('refused', error);
}

/** What a failed upgrade of the socket meant: the room says whether its door is open to me. */
export async function askDoor(room: string): Promise<Verdict> {
  try {
    const info = await call<RoomInfo>('GET', roomPath(room));
    if (info.door.open) return 'ok';
    return info.door.code === 'sign_in_required' ? 'sign-in' : 'denied';
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status === 0 || cause.status >= 500) return 'unreachable';
    return cause.status === 401 ? 'sign-in' : 'denied';
  }
}
