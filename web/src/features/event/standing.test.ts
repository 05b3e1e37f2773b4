import { describe, expect, it } from 'vitest';
import { mayRegister, standingOf } from './standing';

const now = Date.parse('2026-12-08T01:55:00.000Z');

const session = {
  room: 'room-1',
  access: 'registered' as const,
  state: 'waiting' as const,
  joinOpensAt: '2026-12-08T01:50:00.000Z',
  startsAt: '2026-12-08T02:00:00.000Z',
  endsAt: '2026-12-08T04:30:00.000Z',
};
const event = { status: 'published' as const, endsAt: session.endsAt, can: [], sessions: [session] };
const early = Date.parse('2026-12-08T01:49:59.000Z');

describe('the one action of an event page', () => {
  it('is to register for who has not', () => {
    expect(standingOf(event, now)).toEqual({ kind: 'register' });
  });

  it('is to join from ten minutes before the start for who has registered', () => {
    const mine = { ...event, registered: { id: 'r', status: 'confirmed' as const } };
    expect(standingOf(mine, early)).toEqual({ kind: 'wait', opensAt: session.joinOpensAt, registered: true });
    expect(standingOf(mine, now)).toEqual({ kind: 'join', room: 'room-1', live: false });
  });

  it('is to join a public session without registering', () => {
    const open = { ...event, sessions: [{ ...session, access: 'public' as const, state: 'live' as const }] };
    expect(standingOf(open, now)).toEqual({ kind: 'join', room: 'room-1', live: true });
  });

  it('is to wait while every place is taken', () => {
    expect(standingOf({ ...event, registered: { id: 'r', status: 'waiting' } }, now)).toEqual({ kind: 'queue' });
  });

  it('leads into a session that runs past its time', () => {
    const late = { ...event, can: ['update-event'], sessions: [{ ...session, state: 'live' as const }] };
    expect(standingOf(late, Date.parse('2026-12-08T05:00:00.000Z'))).toMatchObject({ kind: 'join', live: true });
  });

  it('is none when all is over', () => {
    expect(standingOf(event, Date.parse('2026-12-09T00:00:00.000Z'))).toEqual({ kind: 'over' });
    expect(standingOf({ ...event, sessions: [{ ...session, state: 'ended' }] }, now)).toEqual({ kind: 'over' });
  });

  it('is none before it is published', () => {
    expect(standingOf({ ...event, status: 'review' }, now)).toEqual({ kind: 'draft' });
  });
});

it('registering is offered beside joining while another session asks for it', () => {
  const open = { ...event, sessions: [{ ...session, access: 'public' as const }, session] };
  expect(mayRegister(open)).toBe(true);
  expect(mayRegister({ ...open, registered: { id: 'r', status: 'confirmed' } })).toBe(false);
  expect(mayRegister({ ...open, sessions: open.sessions.slice(0, 1) })).toBe(false);
});
