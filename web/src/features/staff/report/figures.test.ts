import { describe, expect, it } from 'vitest';
import type { Report } from './api';
import { mostDuring, replayAt, ribbon, steps, ticks } from './figures';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 2, 0, minute * 60)).toISOString();
const moment = (page: number, from: number, until: number) => ({
  kind: 'slides',
  name: '推介',
  page,
  seq: page,
  from: at(from),
  until: at(until),
});
const report = {
  room: 'r',
  startedAt: at(0),
  startsAt: at(0),
  curve: { from: at(0), people: [1, 2, 3, 9, 5, 5, 5, 5, 5, 0] },
  stage: [moment(1, 1, 4), moment(2, 4, 4.1), moment(3, 4.1, 8), moment(4, 8, 30)],
} as unknown as Report;

describe('the ribbon', () => {
  it('joins what is too narrow to be chosen and ends with the curve', () => {
    const all = ribbon(report, 0.05);
    expect(
      all.map(({ first, lastPage, left, width }) => [first.page, lastPage, left, Number(width.toFixed(2))]),
    ).toEqual([
      [1, 2, 0.1, 0.31],
      [3, undefined, expect.closeTo(0.41), 0.39],
      [4, undefined, 0.8, 0.2],
    ]);
  });
  it('says how many were there and where the replay begins', () => {
    expect(mostDuring(report, Date.parse(at(2)), Date.parse(at(4)))).toBe(9);
    expect(replayAt(report, at(4))).toBe(`/rooms/r/replay?at=${new Date(at(4)).toISOString()}`);
  });
});

describe('the axes', () => {
  it('have round steps', () => {
    expect(steps(9)).toEqual([0, 4, 8]);
    expect(steps(1234)).toEqual([0, 400, 800, 1200]);
    expect(steps(18)).toEqual([0, 5, 10, 15]);
    expect(steps(0)).toEqual([0]);
    expect(ticks(report)).toHaveLength(6);
  });
});
