import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ApiError, api, refreshSignIn, type Schema, unwrap } from '@/lib/api';
import { type OutboxItem, type Posted, PostRefused } from '@/lib/room/outbox';
import type { Verdict } from '@/lib/room/socket';
import type { Entry, Lane, Person } from '@/lib/room/types';

export type RoomInfo = Schema<'Room'>;
export type RoomMe = Schema<'RoomMe'>;
export type Slides = Schema<'RoomSlides'>;

/** Query keys of a room: everything under ["room", id]. */
export const roomKeys = {
  info: (room: string) => ['room', room, 'info'] as const,
  me: (room: string) => ['room', room, 'me'] as const,
  slides: (room: string) => ['room', room, 'slides'] as const,
};

const at = (room: string) => ({ params: { path: { room } } });

export function useRoom(room: string): UseQueryResult<RoomInfo, Error> {
  return useQuery({
    queryKey: roomKeys.info(room),
    queryFn: () => unwrap(api.GET('/rooms/{room}', at(room))),
    staleTime: 10_000,
  });
}

export function useRoomMe(room: string, enabled = true): UseQueryResult<RoomMe, Error> {
  return useQuery({
    enabled,
    queryKey: roomKeys.me(room),
    queryFn: () => unwrap(api.GET('/rooms/{room}/me', at(room))),
  });
}

export function useSlides(room: string, enabled: boolean): UseQueryResult<Slides[], Error> {
  return useQuery({
    enabled,
    queryKey: roomKeys.slides(room),
    queryFn: async () => (await unwrap(api.GET('/rooms/{room}/slides', at(room)))).items,
  });
}

/** A stretch of a lane's log. The document leaves an entry's data open; the log's types know its form. */
export async function readEntries(
  room: string,
  lane: Lane,
  after: number,
  limit: number,
): Promise<{ items: Entry[]; people: Person[] }> {
  const log = await unwrap(
    api.GET('/rooms/{room}/entries', { params: { path: { room }, query: { lane, after, limit } } }),
  );
  return { items: log.items as Entry[], people: log.people };
}

export function retractLine(room: string, seq: number): Promise<unknown> {
  return unwrap(api.DELETE('/rooms/{room}/chat/{seq}', { params: { path: { room, seq } } }));
}

export function hideLine(room: string, seq: number, reason: string): Promise<unknown> {
  return unwrap(
    api.PUT('/rooms/{room}/chat/{seq}/hidden', { params: { path: { room, seq } }, body: reason ? { reason } : {} }),
  );
}

export function reviewLine(
  room: string,
  staffSeq: number,
  decision: 'publish' | 'reject',
  reason: string,
): Promise<unknown> {
  return unwrap(
    api.PUT('/rooms/{room}/chat-reviews/{staffSeq}', {
      params: { path: { room, staffSeq } },
      body: reason ? { decision, reason } : { decision },
    }),
  );
}

/** True when the sign-in lives on, false when the person has to sign in again; throws when nobody answers. */
export function renewSignIn(): Promise<boolean> {
  return refreshSignIn();
}

/** Sends one line of the outbox, turning what may go wrong into what the outbox can act on. */
export async function postLine(room: string, item: OutboxItem): Promise<Posted> {
  const { key, text, replyTo } = item;
  try {
    return await unwrap(
      api.POST('/rooms/{room}/chat', {
        params: { path: { room }, header: { 'Idempotency-Key': key } },
        body: replyTo ? { text, replyTo } : { text },
      }),
    );
  } catch (cause) {
    throw refusalOf(cause);
  }
}

function refusalOf(cause: unknown): PostRefused {
  if (!(cause instanceof ApiError)) return new PostRefused('unreachable', { code: 'network' });
  const { code, params, requestId, retryAfter, status } = cause;
  const error = { code, ...(params && { params }), ...(requestId && { requestId }) };
  if (status === 401) return new PostRefused('sign-in', error);
  if (status === 429) return new PostRefused('later', error, (retryAfter ?? 1) * 1000);
  return new PostRefused(cause.passing ? 'unreachable' : 'refused', error);
}

/** What a failed upgrade of the socket meant: the room says whether its door is open to me. */
export async function askDoor(room: string): Promise<Verdict> {
  try {
    const { door } = await unwrap(api.GET('/rooms/{room}', at(room)));
    if (door.open) return 'ok';
    return door.code === 'sign_in_required' ? 'sign-in' : 'denied';
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.passing) return 'unreachable';
    return cause.status === 401 ? 'sign-in' : 'denied';
  }
}
