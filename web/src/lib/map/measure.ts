import geodesic from 'geographiclib-geodesic';
import type { Feature } from 'geojson';
import type { LngLat } from './types';

const earth = geodesic.Geodesic.WGS84;

export interface Measured {
  /** Along the line, metres. */
  length: number;
  /** All the way round and inside, once there are three points. */
  around?: number;
  areaM2?: number;
}

/** Lengths and areas on the ellipsoid itself; a sphere would be a third of a per cent off. */
export function measure(points: readonly LngLat[]): Measured {
  const length = perimeter(points, true).perimeter;
  if (points.length < 3) return { length };
  const ring = perimeter(points, false);
  return { length, around: ring.perimeter, areaM2: Math.abs(ring.area ?? 0) };
}

function perimeter(points: readonly LngLat[], open: boolean): { perimeter: number; area?: number } {
  const polygon = earth.Polygon(open);
  for (const [lng, lat] of points) polygon.AddPoint(lat, lng);
  // Signed, so that a ring drawn clockwise is not the rest of the earth.
  return polygon.Compute(false, true);
}

/** ㎡ of a geometry's rings, holes taken out. */
export function areaM2(polygons: readonly (readonly (readonly number[])[])[][]): number {
  let sum = 0;
  for (const rings of polygons) {
    rings.forEach((ring, index) => {
      const open = ring.slice(0, -1).map(([lng = 0, lat = 0]): LngLat => [lng, lat]);
      const area = Math.abs(perimeter(open, false).area ?? 0);
      sum += index === 0 ? area : -area;
    });
  }
  return sum;
}

/** What is drawn while measuring. */
export function measuredFeatures(points: readonly LngLat[]): Feature[] {
  const features: Feature[] = points.map((coordinates) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Point', coordinates },
  }));
  const [first] = points;
  if (points.length > 1)
    features.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [...points] } });
  if (points.length > 2 && first)
    features.push({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates: [[...points, first]] },
    });
  return features;
}
