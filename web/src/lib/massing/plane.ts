import {
  Clipper,
  ClipType,
  EndType,
  FillRule,
  JoinType,
  type Path64,
  type Paths64,
  type PolyPath64,
  PolyTree64,
} from 'clipper2-ts';
import type { PolygonRings, Position, Ring } from './types';

/** Clipper works on whole numbers: millimetres, so that offsets are exact to half of one. */
const grid = 1000;
const square = grid * grid;

/** Semi-major axis and squared eccentricity of CGCS2000, which WGS84 shares to a tenth of a millimetre. */
const axis = 6378137;
const e2 = 0.00669438;
const degree = Math.PI / 180;

/**
 * A flat sheet that touches the ellipsoid at the middle of a plot: millimetres
 * to the east and north. Areas of plots up to a kilometre are right to 1e-6.
 */
export class Plane {
  readonly latitude: number;
  private readonly origin: Position;
  private readonly perDegree: [number, number];

  constructor(polygons: readonly PolygonRings[]) {
    const places = polygons.flat(2);
    const middle = (at: 0 | 1) => {
      const values = places.map((place) => place[at]);
      return (Math.min(...values) + Math.max(...values)) / 2;
    };
    this.origin = [middle(0), middle(1)];
    this.latitude = this.origin[1];
    const w2 = 1 - e2 * Math.sin(this.latitude * degree) ** 2;
    const meridian = (axis * (1 - e2)) / w2 ** 1.5;
    const parallel = (axis / Math.sqrt(w2)) * Math.cos(this.latitude * degree);
    this.perDegree = [parallel * degree * grid, meridian * degree * grid];
  }

  /** Rings of any direction become clean, disjoint paths: outer ones counter-clockwise, holes clockwise. */
  paths(polygons: readonly PolygonRings[]): Paths64 {
    const all = polygons.map((rings) =>
      Clipper.union(
        rings.map((ring) => this.path(ring)),
        FillRule.EvenOdd,
      ),
    );
    return Clipper.union(all.flat(), FillRule.NonZero);
  }

  private path(ring: Ring): Path64 {
    return ring.slice(0, -1).map(([lng, lat]) => ({
      x: Math.round((lng - this.origin[0]) * this.perDegree[0]),
      y: Math.round((lat - this.origin[1]) * this.perDegree[1]),
    }));
  }

  /** Back to degrees, each polygon with its holes. */
  polygons(paths: Paths64): PolygonRings[] {
    const tree = new PolyTree64();
    Clipper.booleanOpWithPolyTree(ClipType.Union, paths, null, tree, FillRule.NonZero);
    const found: PolygonRings[] = [];
    const walk = (outer: PolyPath64) => {
      const rings = [this.ring(outer.poly ?? [])];
      for (let i = 0; i < outer.count; i++) {
        const hole = outer.child(i);
        rings.push(this.ring(hole.poly ?? []));
        for (let j = 0; j < hole.count; j++) walk(hole.child(j));
      }
      found.push(rings);
    };
    for (let i = 0; i < tree.count; i++) walk(tree.child(i));
    return found;
  }

  private ring(path: Path64): Ring {
    const ring = path.map(
      ({ x, y }): Position => [
        tidy(this.origin[0] + x / this.perDegree[0]),
        tidy(this.origin[1] + y / this.perDegree[1]),
      ],
    );
    const [first] = ring;
    return first ? [...ring, [...first]] : [];
  }
}

/** A tenth of a millimetre is fine enough to store. */
function tidy(degrees: number): number {
  return Math.round(degrees * 1e9) / 1e9;
}

/** ㎡ */
export function areaOf(paths: Paths64): number {
  return Math.abs(Clipper.areaPaths(paths)) / square;
}

/** What is left at least so many metres inside. Reflex corners stay sharp, so nothing comes nearer to them either. */
export function inset(paths: Paths64, metres: number): Paths64 {
  if (metres <= 0) return paths;
  return Clipper.inflatePaths(paths, -Math.ceil(metres * grid), JoinType.Miter, EndType.Polygon, 4);
}

/** The shape drawn in until it covers no more than so many ㎡. */
export function shrinkTo(paths: Paths64, area: number): Paths64 {
  if (areaOf(paths) <= area) return paths;
  let [low, high] = [0, 1];
  while (areaOf(inset(paths, high)) > area) [low, high] = [high, high * 2];
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2;
    if (areaOf(inset(paths, middle)) > area) low = middle;
    else high = middle;
  }
  return inset(paths, high);
}

/** Metres on the sheet, turned so that rows run along x. */
export interface Frame {
  rings: { x: number; y: number }[][];
  /** A rectangle of the frame as a path of the sheet. */
  rectangle(x: number, y: number, width: number, depth: number): Path64;
}

export function frameOf(paths: Paths64, angle: number): Frame {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    rings: paths.map((path) =>
      path.map(({ x, y }) => ({ x: (x * cos + y * sin) / grid, y: (y * cos - x * sin) / grid })),
    ),
    rectangle(x, y, width, depth) {
      const corner = (u: number, v: number) => ({
        x: Math.round((u * cos - v * sin) * grid),
        y: Math.round((u * sin + v * cos) * grid),
      });
      return [corner(x, y), corner(x + width, y), corner(x + width, y + depth), corner(x, y + depth)];
    },
  };
}

/** The direction of the edges along which the smallest box lies around everything, between −45° and 45°. */
export function mainAngle(paths: Paths64): number {
  let best = { area: Infinity, angle: 0 };
  for (const path of paths) {
    path.forEach((from, i) => {
      const to = path[(i + 1) % path.length] ?? from;
      const angle = quarter(Math.atan2(to.y - from.y, to.x - from.x));
      const { width, depth } = boxOf(frameOf(paths, angle));
      if (width * depth < best.area * 0.9999) best = { area: width * depth, angle };
    });
  }
  return best.angle;
}

function quarter(angle: number): number {
  const turn = Math.PI / 2;
  return angle - turn * Math.round(angle / turn);
}

export function boxOf({ rings }: Frame) {
  const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (const { x, y } of rings.flat()) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.bottom = Math.min(box.bottom, y);
    box.top = Math.max(box.top, y);
  }
  return { ...box, width: box.right - box.left, depth: box.top - box.bottom };
}
