import { describe, expect, it } from 'vitest';
import { momentIn, placeIn, sectionsOf } from './film-time';

const began = Date.parse('2026-11-23T02:00:00.000Z');

/** Ten seconds, a gap of five, and ten seconds more. */
const sections = sectionsOf([
  { from: began, until: began + 10_000 },
  { from: began + 15_000, until: began + 25_000 },
]);

describe('the time of a film', () => {
  it('counts on through a gap, which takes no place on the film', () => {
    expect(momentIn(sections, 3)).toBe(began + 3000);
    expect(momentIn(sections, 9.999)).toBe(began + 9999);
    expect(momentIn(sections, 10)).toBe(began + 15_000);
    expect(momentIn(sections, 12.5)).toBe(began + 17_500);
  });

  it('finds the place of a moment, and of the next picture where there was none', () => {
    expect(placeIn(sections, began + 3000)).toBe(3);
    expect(placeIn(sections, began + 12_000)).toBe(10);
    expect(placeIn(sections, began + 17_500)).toBe(12.5);
    expect(placeIn(sections, began - 1000)).toBe(0);
    expect(placeIn(sections, began + 60_000)).toBe(20);
  });

  it('knows what a live film has forgotten', () => {
    const [, rest] = sections;
    expect(momentIn(rest ? [rest] : [], 8)).toBe(began + 13_000);
    expect(momentIn([], 8)).toBeUndefined();
    expect(placeIn([], began)).toBeUndefined();
  });
});
