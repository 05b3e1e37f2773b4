import type { Polygon } from 'geojson';
import { expect, it } from 'vitest';
import { boundsOf, contains, cornersOf, labelPoint } from './geometry';

const shape = (...rings: [number, number][][]): Polygon => ({ type: 'Polygon', coordinates: rings });

const corner = shape([
  [0, 0],
  [10, 0],
  [10, 2],
  [2, 2],
  [2, 10],
  [0, 10],
  [0, 0],
]);

it('a number stands inside the plot, where there is room', () => {
  const [x, y] = labelPoint(corner);
  expect(y).toBeLessThan(2.01);
  expect(x).toBeGreaterThan(2);
});

it('a number keeps out of a hole', () => {
  const ring = shape(
    [
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 9],
      [0, 0],
    ],
    [
      [2, 1],
      [8, 1],
      [8, 8],
      [2, 8],
      [2, 1],
    ],
  );
  const [x, y] = labelPoint(ring);
  expect(x > 2 && x < 8 && y > 1 && y < 8).toBe(false);
  expect(contains(ring, [x, y])).toBe(true);
  expect(contains(ring, [5, 5])).toBe(false);
});

it('the box around nothing is nothing', () => {
  expect(boundsOf([])).toBeUndefined();
  expect(boundsOf([corner])).toEqual([0, 0, 10, 10]);
});

it('a plain plot has all its corners, a circle of hundreds of points a few', () => {
  expect(cornersOf(corner.coordinates[0]?.slice(0, -1) ?? [])).toEqual([0, 1, 2, 3, 4, 5]);
  const circle = Array.from({ length: 200 }, (_, i) => [Math.cos(i / 31.83) * 1e-3, Math.sin(i / 31.83) * 1e-3]);
  const few = cornersOf(circle);
  expect(few.length).toBeGreaterThan(6);
  expect(few.length).toBeLessThan(20);
});
