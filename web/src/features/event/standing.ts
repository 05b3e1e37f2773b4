import type { Event, Session } from './api';

type Moment = Pick<Event, 'endsAt' | 'registered' | 'can'> & {
  status?: Event['status'];
  sessions: readonly Pick<Session, 'room' | 'access' | 'state' | 'joinOpensAt' | 'startsAt' | 'endsAt'>[];
};

/** What an event offers this reader now; the one action of its page follows from it. */
export type Standing =
  | { kind: 'join'; room: string; live: boolean }
  | { kind: 'register' }
  /** Registered, or free to come: the door opens at a time. */
  | { kind: 'wait'; opensAt: string | undefined; registered: boolean }
  /** Registered, but every place is taken. */
  | { kind: 'queue' }
  | { kind: 'draft' }
  | { kind: 'over' };

/**
 * The server decides at the door; this only spares people a closed one. Staff may always enter an open room,
 * registered people those of registered sessions, everybody the public ones.
 */
export function standingOf(event: Moment, now: number): Standing {
  if (event.status && event.status !== 'published')
    return event.status === 'archived' ? { kind: 'over' } : { kind: 'draft' };
  const coming = event.sessions.filter((session) => session.state !== 'ended' && !isPast(session, now));
  if (coming.length === 0) return { kind: 'over' };
  const confirmed = event.registered?.status === 'confirmed';
  const queued = event.registered?.status === 'waiting';
  const staff = isStaff(event);
  const mine = coming.filter(
    (session) => session.access === 'public' || staff || (confirmed && session.access === 'registered'),
  );
  const open = mine.filter((session) => isOpen(session, now));
  const best = open.find((session) => session.state === 'live') ?? open[0];
  if (best) return { kind: 'join', room: best.room, live: best.state === 'live' };
  if (queued) return { kind: 'queue' };
  if (confirmed) return { kind: 'wait', opensAt: mine[0]?.joinOpensAt, registered: true };
  if (coming.some((session) => session.access !== 'invited')) return { kind: 'register' };
  return { kind: 'wait', opensAt: coming[0]?.joinOpensAt, registered: false };
}

/** Whether the reader works on the event. */
export function isStaff({ can }: Pick<Event, 'can'>): boolean {
  return can.includes('update-event');
}

/** Whether registering still opens something: a session of the agenda that asks for it and is not over. */
export function mayRegister(
  event: Pick<Event, 'registered' | 'can'> & { sessions: readonly Pick<Session, 'access' | 'state'>[] },
): boolean {
  const registered = event.registered !== undefined && event.registered.status !== 'cancelled';
  const asks = event.sessions.some(({ access, state }) => access === 'registered' && state !== 'ended');
  return !registered && !isStaff(event) && asks;
}

/** A session that is running past its planned end stays open until the host ends it. */
function isPast({ state, endsAt }: Pick<Session, 'state' | 'endsAt'>, now: number): boolean {
  return state === 'waiting' && Date.parse(endsAt) < now;
}

export function isOpen({ state, joinOpensAt }: Pick<Session, 'state' | 'joinOpensAt'>, now: number): boolean {
  return state === 'live' || state === 'paused' || (state === 'waiting' && Date.parse(joinOpensAt) <= now);
}
