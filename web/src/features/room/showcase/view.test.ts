import { expect, test } from 'vitest';
import { between, rounded, same, type View } from './view';

const here: View = { lng: 120, lat: 30, zoom: 15, pitch: 0, bearing: 170 };
const there: View = { lng: 120.02, lat: 30.01, zoom: 17, pitch: 60, bearing: -170 };

test('halfway lies in the middle, and turns the short way round', () => {
  expect(rounded(between(here, there, 0.5))).toEqual({ lng: 120.01, lat: 30.005, zoom: 16, pitch: 30, bearing: -180 });
});

test('the end is exactly the end', () => {
  expect(between(here, there, 1)).toBe(there);
});

test('views are the same when nobody can see a difference', () => {
  expect(same(here, { ...here, lng: 120.00000001, bearing: 170 - 360 })).toBe(true);
  expect(same(here, { ...here, zoom: 15.01 })).toBe(false);
});
