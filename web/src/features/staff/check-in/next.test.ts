import { expect, it } from 'vitest';
import { nextOf } from './next';

const past = { startsAt: '2026-11-01T02:00:00Z', endsAt: '2026-11-01T04:00:00Z' };
const today = { startsAt: '2026-11-29T02:00:00Z', endsAt: '2026-11-29T04:00:00Z' };
const later = { startsAt: '2026-12-08T02:00:00Z', endsAt: '2026-12-08T04:00:00Z' };

it('the door is that of the event at hand', () => {
  const at = (moment: string, ...events: { startsAt?: string; endsAt?: string }[]) =>
    nextOf(events, Date.parse(moment));
  expect(at('2026-11-29T01:00:00Z', later, past, today)).toBe(today);
  expect(at('2026-11-29T06:00:00Z', later, past, today)).toBe(today); // the last guests of it
  expect(at('2026-11-29T08:00:00Z', later, past, today)).toBe(later);
  expect(at('2027-01-01T00:00:00Z', past, today)).toBe(today);
  expect(at('2026-11-29T01:00:00Z', {})).toBeUndefined();
});
