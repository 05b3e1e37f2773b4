import { describe, expect, it } from 'vitest';
import type { RundownRun } from '@/lib/room/types';
import type { ScheduledItem } from './api';
import { lateMinutes, scheduleOf } from './schedule';

const start = Date.parse('2026-11-24T02:00:00.000Z');
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();

const items = [
  { id: 'a', minutes: 10, from: 0 },
  { id: 'b', minutes: 20, from: 10 },
  { id: 'c', minutes: 5, from: 30 },
].map(
  ({ id, minutes, from }) =>
    ({ id, minutes, begun: false, startsAt: at(from), endsAt: at(from + minutes) }) as ScheduledItem,
);

const run = (item: string, from: number, rest: Partial<RundownRun>): RundownRun => ({
  item,
  seq: 1,
  at: at(from),
  title: item,
  minutes: 1,
  ranMs: 0,
  ...rest,
});

describe('the schedule', () => {
  it('is on time before the start', () => {
    const { lateMs, next, current } = scheduleOf({ items }, { runs: [], next: null }, start - 1);
    expect([lateMs, next?.item.id, current]).toEqual([0, 'a', undefined]);
  });

  it('is late by what the current item will be late, breaks included', () => {
    const runs = [
      run('a', 2, { until: at(15), ranMs: 13 * 60_000 }),
      run('b', 15, { ranMs: 4 * 60_000, since: at(22) }), // three minutes of a break
    ];
    const plan = scheduleOf({ items }, { runs, next: null }, start + 24 * 60_000);
    expect(plan.rows.map((row) => [row.status, row.ranMs / 60_000])).toEqual([
      ['done', 13],
      ['running', 6],
      ['planned', 0],
    ]);
    expect(plan.next?.item.id).toBe('c');
    expect(plan.leftMs).toBe(14 * 60_000);
    expect(lateMinutes(plan.lateMs)).toBe(8);
    expect(plan.to).toBe(start + 43 * 60_000);
  });

  it('counts an item that is over its time, and says when it is ahead', () => {
    const over = scheduleOf({ items }, { runs: [run('a', 0, { since: at(0) })], next: null }, start + 12 * 60_000);
    expect([over.leftMs / 60_000, lateMinutes(over.lateMs)]).toEqual([-2, 2]);
    const ahead = scheduleOf({ items }, { runs: [run('b', 5, { since: at(5) })], next: null }, start + 6 * 60_000);
    expect(lateMinutes(ahead.lateMs)).toBe(-5);
  });

  it('goes on after the item that was on last when none is', () => {
    const runs = [run('a', 0, { until: at(8), ranMs: 8 * 60_000 })];
    const { current, next, lateMs } = scheduleOf({ items }, { runs, next: null }, start + 13 * 60_000);
    expect([current, next?.item.id, lateMinutes(lateMs)]).toEqual([undefined, 'b', 3]);
  });
});
