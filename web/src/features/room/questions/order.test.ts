import { expect, it } from 'vitest';
import type { RoomQuestion } from '@/lib/room/types';
import { ordered } from './order';

const question = (seq: number, more: Partial<RoomQuestion>): RoomQuestion => ({
  seq,
  at: '2026-11-23T02:00:00.000Z',
  votes: 0,
  pinned: false,
  status: 'open',
  ...more,
});

it('shows pinned questions first, then open ones by votes, then answered ones, and none that are gone', () => {
  const all = [
    question(1, { votes: 3 }),
    question(2, { votes: 9, status: 'answered' }),
    question(3, { votes: 5 }),
    question(4, { pinned: true }),
    question(5, { status: 'hidden' }),
    question(6, { votes: 3 }),
  ];
  expect(ordered(all, 'votes').map((q) => q.seq)).toEqual([4, 3, 6, 1, 2]);
  expect(ordered(all, 'latest').map((q) => q.seq)).toEqual([4, 6, 3, 1, 2]);
});
