import type { MultiPolygon, Polygon, Position } from 'geojson';
import { fromGaussKruger } from './gauss';

export type Boundary = Polygon | MultiPolygon;

/** What is wrong with a pasted boundary; the words are in the locales. */
export type BoundaryProblem = 'empty' | 'json' | 'noPolygon' | 'fewPoints' | 'meridian' | 'outside';

export type Pasted = { geometry: Boundary; points: number } | { problem: BoundaryProblem };

/**
 * A boundary from what somebody pastes: GeoJSON, or boundary points line by line, as longitude and latitude in
 * either order or as Gauss–Krüger X (northing) and Y (easting). Nothing is repaired: the server judges the shape.
 */
export function pastedBoundary(text: string, meridian: number | undefined): Pasted {
  const trimmed = text.trim();
  if (!trimmed) return { problem: 'empty' };
  return trimmed.startsWith('{') ? fromGeoJson(trimmed) : fromPoints(trimmed, meridian);
}

function fromGeoJson(text: string): Pasted {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { problem: 'json' };
  }
  const parts = polygonsIn(parsed);
  if (parts.length === 0) return { problem: 'noPolygon' };
  return answer(parts.map((rings) => rings.map((ring) => ring.map(([x = 0, y = 0]) => [x, y]))));
}

function polygonsIn(value: unknown): Position[][][] {
  if (typeof value !== 'object' || value === null) return [];
  const node = value as {
    type?: string;
    features?: unknown[];
    geometry?: unknown;
    geometries?: unknown[];
    coordinates?: unknown;
  };
  if (node.type === 'Polygon' && Array.isArray(node.coordinates)) return [node.coordinates as Position[][]];
  if (node.type === 'MultiPolygon' && Array.isArray(node.coordinates)) return node.coordinates as Position[][][];
  return [...(node.features ?? []), ...(node.geometries ?? []), node.geometry].flatMap(polygonsIn);
}

/** `J1,1,3347262.5,516482.9`: a name, the ring, X and Y; or the two figures alone. */
function fromPoints(text: string, meridian: number | undefined): Pasted {
  const rings = new Map<string, Position[]>();
  for (const line of text.split(/\r?\n/)) {
    const cells = line.split(/[\s,，;；、]+/).filter(Boolean);
    const figures = cells.slice(-2).map(Number);
    const [first, second] = figures;
    if (first === undefined || second === undefined || !figures.every(Number.isFinite)) continue;
    const ring = cells.length >= 4 ? (cells.at(-3) ?? '1') : '1';
    const at = place(first, second, meridian);
    if (typeof at === 'string') return { problem: at };
    rings.set(ring, [...(rings.get(ring) ?? []), at]);
  }
  const closed = [...rings.values()].map(close);
  if (closed.length === 0 || closed.some((ring) => ring.length < 4)) return { problem: 'fewPoints' };
  return answer([closed]);
}

function place(first: number, second: number, meridian: number | undefined): Position | BoundaryProblem {
  const inChina = (lng: number, lat: number) => lng >= 73 && lng <= 136 && lat >= 3 && lat <= 54;
  if (inChina(first, second)) return [first, second];
  if (inChina(second, first)) return [second, first];
  const projected = first > 3e5 && first < 6e6 && second > 1e5;
  if (!projected) return 'outside';
  if (second < 1e6 && meridian === undefined) return 'meridian';
  return fromGaussKruger(first, second, meridian ?? 0);
}

function close(ring: Position[]): Position[] {
  const [first, last] = [ring[0], ring.at(-1)];
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : ring;
}

function answer(parts: Position[][][]): Pasted {
  const points = parts.flat().reduce((sum, ring) => sum + ring.length - 1, 0);
  const [only] = parts;
  const geometry: Boundary =
    parts.length === 1 && only ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: parts };
  return { geometry, points };
}
