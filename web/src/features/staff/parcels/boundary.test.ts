import { describe, expect, it } from 'vitest';
import { pastedBoundary } from './boundary';
import { fromGaussKruger } from './gauss';

describe('Gauss–Krüger to longitude and latitude, against PROJ', () => {
  it.each([
    [3346631.0979, 516478.7214, 120.1712, 30.2391],
    [3331540.4488, 586752.2431, 120.9, 30.1],
    [3264955.9694, 422425.6636, 119.2, 29.5],
  ])('X %d Y %d', (x, y, lng, lat) => {
    for (const [l, b] of [fromGaussKruger(x, y, 120), fromGaussKruger(x, 40e6 + y, 0)]) {
      expect(l).toBeCloseTo(lng, 8);
      expect(b).toBeCloseTo(lat, 8);
    }
  });
});

describe('a pasted boundary', () => {
  const square = [
    [120.1, 30.2],
    [120.11, 30.2],
    [120.11, 30.21],
    [120.1, 30.2],
  ];
  it('is found in GeoJSON of any depth, without heights', () => {
    const polygon = { type: 'Polygon', coordinates: [square.map(([x, y]) => [x, y, 8])] };
    const wanted = { geometry: { type: 'Polygon', coordinates: [square] }, points: 3 };
    expect(pastedBoundary(JSON.stringify(polygon), undefined)).toEqual(wanted);
    const collection = {
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: {}, geometry: polygon }],
    };
    expect(pastedBoundary(JSON.stringify(collection), undefined)).toEqual(wanted);
  });

  it('is closed, and longitude and latitude are told apart', () => {
    const open = square.slice(0, 3);
    const wanted = { geometry: { type: 'Polygon', coordinates: [square] }, points: 3 };
    expect(pastedBoundary(open.map((point) => point.join(', ')).join('\n'), undefined)).toEqual(wanted);
    expect(pastedBoundary(open.map(([x, y]) => `${y}\t${x}`).join('\n'), undefined)).toEqual(wanted);
  });

  it('is read from boundary points with rings, X before Y', () => {
    const text = [
      '[地块坐标]',
      'J1,1,3346598.72,40516479.23',
      'J2,1,3346598.72,40516679.23',
      'J3,1,3346798.72,40516679.23',
      'J4,2,3346650.00,40516600.00',
      'J5,2,3346650.00,40516620.00',
      'J6,2,3346670.00,40516620.00',
    ].join('\n');
    const pasted = pastedBoundary(text, undefined);
    if ('problem' in pasted) throw new Error(pasted.problem);
    expect(pasted.geometry.coordinates).toHaveLength(2);
    expect(pasted.points).toBe(6);
    expect(pasted.geometry.coordinates[0]?.[0]?.[0]).toBeCloseTo(120.1712, 5);
  });

  it.each([
    ['', 'empty'],
    ['{"type":', 'json'],
    ['{"type":"Point","coordinates":[1,2]}', 'noPolygon'],
    ['120.1,30.2\n120.2,30.2', 'fewPoints'],
    ['3346598,516479\n3346598,516679\n3346798,516679', 'meridian'],
    ['1,2\n3,4\n5,6', 'outside'],
  ] as const)('%j is refused: %s', (text, problem) => expect(pastedBoundary(text, undefined)).toEqual({ problem }));
});
