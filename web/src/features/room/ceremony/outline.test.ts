import { describe, expect, it } from 'vitest';
import { outlineOf } from './outline';

const square = [
  [120, 30],
  [120.001, 30],
  [120.001, 30.001],
  [120, 30.001],
  [120, 30],
];

describe('the outline of a plot', () => {
  it('is upright and in the middle', () => {
    const corners = outlineOf({ type: 'Polygon', coordinates: [square] });
    expect(corners).toHaveLength(4);
    expect(corners?.[0]?.y).toBeGreaterThan(corners?.[2]?.y ?? 0); // south is below
    expect(corners?.every(({ x, y }) => x >= 24 && x <= 296 && y >= 24 && y <= 196)).toBe(true);
  });

  it('is nothing where there is no area', () => {
    expect(outlineOf(undefined)).toBeUndefined();
    expect(outlineOf({ type: 'Point', coordinates: [1, 2] })).toBeUndefined();
    expect(
      outlineOf({
        type: 'Polygon',
        coordinates: [
          [
            [1, 1],
            [1, 1],
            [1, 1],
            [1, 1],
          ],
        ],
      }),
    ).toBeUndefined();
  });
});
