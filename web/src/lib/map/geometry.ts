import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import type { LngLat, MapParcel } from './types';

export type Bounds = [west: number, south: number, east: number, north: number];

export function polygonsOf(geometry: Polygon | MultiPolygon): Position[][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** The box around geometries; nothing when they are empty. */
export function boundsOf(geometries: readonly (Polygon | MultiPolygon)[]): Bounds | undefined {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const geometry of geometries) {
    for (const [lng = 0, lat = 0] of polygonsOf(geometry).flat(2)) {
      box[0] = Math.min(box[0], lng);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lng);
      box[3] = Math.max(box[3], lat);
    }
  }
  return box[0] === Infinity ? undefined : box;
}

/** Twice the signed area in square degrees, which suffices to compare rings. */
export function ringArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    const [x2 = 0, y2 = 0] = ring[i + 1] ?? [];
    sum += x1 * y2 - x2 * y1;
  }
  return sum;
}

/** Where a number stands well: the middle of the widest stretch across the biggest part. */
export function labelPoint(geometry: Polygon | MultiPolygon): LngLat {
  const parts = polygonsOf(geometry);
  const biggest = parts.reduce((best, part) =>
    Math.abs(ringArea(part[0] ?? [])) > Math.abs(ringArea(best[0] ?? [])) ? part : best,
  );
  const [, south, , north] = boundsOf([{ type: 'Polygon', coordinates: biggest }]) ?? [0, 0, 0, 0];
  let best: { score: number; at: LngLat } = { score: -1, at: [0, 0] };
  for (let share = 0.1; share < 0.95; share += 0.1) {
    const lat = south + (north - south) * share;
    const crossings = crossingsOf(biggest, lat);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const [from = 0, to = 0] = crossings.slice(i, i + 2);
      // A middle that is nearly as wide is worth more than a wider edge.
      const score = (to - from) * (1 - Math.abs(share - 0.5));
      if (score > best.score * 1.001) best = { score, at: [(from + to) / 2, lat] };
    }
  }
  return best.at;
}

/** Whether a place lies within; on an edge it may be either. */
export function contains(geometry: Polygon | MultiPolygon, [lng, lat]: LngLat): boolean {
  return polygonsOf(geometry).some((rings) => crossingsOf(rings, lat).filter((at) => at > lng).length % 2 === 1);
}

/** Longitudes at which a parallel meets the rings, from west to east. */
function crossingsOf(rings: readonly Position[][], lat: number): number[] {
  const found: number[] = [];
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [x1 = 0, y1 = 0] = ring[i] ?? [];
      const [x2 = 0, y2 = 0] = ring[i + 1] ?? [];
      if (y1 > lat !== y2 > lat) found.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  return found.sort((a, b) => a - b);
}

/** How far a point may lie from the line for its place not to count as a corner, as a share of the whole. */
const bend = 0.02;

/** The points of an open ring that make its shape: all of a plain plot, a dozen of one drawn with hundreds. */
export function cornersOf(ring: readonly Position[]): number[] {
  if (ring.length <= 16) return ring.map((_, index) => index);
  const squeeze = Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180);
  const points = ring.map(([lng = 0, lat = 0]) => ({ x: lng * squeeze, y: lat }));
  const far = (from: number) =>
    points.reduce((best, point, i) => (away(point, points[from]) > away(points[best], points[from]) ? i : best), from);
  const a = far(0);
  const b = far(a);
  const limit = bend * away(points[a], points[b]);
  const [first, second] = [Math.min(a, b), Math.max(a, b)];
  const kept = new Set([first, second]);
  keepBent([...points, ...points], first, second, limit, kept);
  keepBent([...points, ...points], second, first + points.length, limit, kept);
  return [...kept].map((index) => index % points.length).sort((left, right) => left - right);
}

type Point = { x: number; y: number };

function away(a: Point | undefined, b: Point | undefined): number {
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
}

/** Douglas and Peucker's way: keeps the point furthest from the line between two, and then of each half. */
function keepBent(points: readonly Point[], from: number, to: number, limit: number, kept: Set<number>) {
  const [a, b] = [points[from], points[to]];
  if (!a || !b) return;
  const length = Math.max(away(a, b), 1e-12);
  let best = { off: limit, at: -1 };
  for (let i = from + 1; i < to; i++) {
    const p = points[i] ?? a;
    const off = Math.abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / length;
    if (off > best.off) best = { off, at: i };
  }
  if (best.at < 0) return;
  kept.add(best.at);
  keepBent(points, from, best.at, limit, kept);
  keepBent(points, best.at, to, limit, kept);
}

export function collection<G extends Geometry>(features: Feature<G>[]): FeatureCollection<G> {
  return { type: 'FeatureCollection', features };
}

export function plots(parcels: readonly MapParcel[]): FeatureCollection {
  return collection(
    parcels.map(({ id, group, geometry }) => ({ type: 'Feature', geometry, properties: { id, group } })),
  );
}

/** The corners of plots, each a small ring of the drawing. */
export function corners(parcels: readonly MapParcel[]): FeatureCollection {
  return collection(
    parcels.map(({ id, geometry }) => {
      const rings = polygonsOf(geometry).flat();
      const coordinates = rings.flatMap((ring) => {
        const open = ring.slice(0, -1);
        return cornersOf(open).map((index) => open[index] ?? []);
      });
      return { type: 'Feature', geometry: { type: 'MultiPoint', coordinates }, properties: { id } };
    }),
  );
}

export function numbers(parcels: readonly MapParcel[]): FeatureCollection {
  return collection(
    parcels.flatMap(({ id, label, geometry }) =>
      label
        ? [
            {
              type: 'Feature',
              geometry: { type: 'Point', coordinates: labelPoint(geometry) },
              properties: { id, label },
            } as Feature,
          ]
        : [],
    ),
  );
}
