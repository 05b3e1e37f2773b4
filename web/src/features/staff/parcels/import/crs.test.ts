import { expect, it } from 'vitest';
import { crsOptions, zoneOf } from './crs';

it('zones are known by their codes', () => {
  expect(zoneOf('EPSG:4528')).toEqual({ zone: 40, prefix: true });
  expect(zoneOf('EPSG:4549')).toEqual({ zone: 40, prefix: false });
  expect(zoneOf('EPSG:4490')).toBeUndefined();
  expect(zoneOf('GCJ-02')).toBeUndefined();
});

it('the likeliest comes first, each once', () => {
  const options = crsOptions(['EPSG:4549', 'EPSG:4548']);
  expect(options.slice(0, 3)).toEqual(['EPSG:4549', 'EPSG:4548', 'EPSG:4490']);
  expect(new Set(options).size).toBe(options.length);
});
