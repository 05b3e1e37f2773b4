import type { Polygon } from 'geojson';
import { expect, it } from 'vitest';
import { cameraFor, overCorner } from './framing';

const metre = 1 / 111_195;
const plot = (width: number, depth: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [width * metre, 0],
      [width * metre, depth * metre],
      [0, depth * metre],
      [0, 0],
    ],
  ],
});

const screen = { width: 1000, height: 600, bearing: 0 };

it('looks straight down at a plot in the middle', () => {
  const camera = cameraFor([plot(200, 100)], { ...screen, pitch: 0 });
  expect(camera?.lng).toBeCloseTo(100 * metre, 9);
  expect(camera?.lat).toBeCloseTo(50 * metre, 9);
});

it('goes further away for what stands on it, and looks further up', () => {
  const flat = cameraFor([plot(200, 200)], { ...screen, pitch: 55 });
  const tall = cameraFor([plot(200, 200)], { ...screen, pitch: 55, above: 100 });
  expect(tall?.zoom).toBeLessThan(flat?.zoom ?? 0);
  expect(tall?.lat).toBeGreaterThan(flat?.lat ?? 0);
});

it('sees no place in nothing', () => {
  expect(cameraFor([], { ...screen, pitch: 0 })).toBeUndefined();
});

it('looks over a corner, whichever way the walls run', () => {
  expect(overCorner(plot(200, 100))).toBeCloseTo(-35, 6);
  expect(Math.abs(overCorner(plot(100, 200)))).toBeLessThanOrEqual(60);
});
