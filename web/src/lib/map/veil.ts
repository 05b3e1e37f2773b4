import type { Position, Ring } from '../massing/types';
import { cornersOf, ringArea } from './geometry';

/** A point of the screen, in pixels from the top left. */
export interface Spot {
  x: number;
  y: number;
}

/** Where a point so many metres above a place appears. */
export type Upward = (place: Position, metres: number) => Spot;

/** The permitted envelope as lines of a drawing. */
export interface VeilDrawing {
  /** Faces towards the viewer, and the lid. */
  walls: string;
  lid: string;
  /** Edges one sees, and those behind, which are dashed. */
  edges: string;
  hidden: string;
  ticks: string;
  /** Where words about the height and the envelope lead to. */
  right?: Spot;
  left?: Spot;
}

/** Degrees of turn from which a corner gets an edge of its own. */
const sharp = 18;

export function drawVeil(polygons: readonly Ring[][], height: number, rise: number, up: Upward): VeilDrawing {
  const drawing: VeilDrawing = { walls: '', lid: '', edges: '', hidden: '', ticks: '' };
  let right: { base: Position; spot: Spot } | undefined;
  for (const ring of polygons.flatMap((rings) => rings.map(outwards))) {
    const base = ring.map((place) => up(place, 0));
    const top = ring.map((place) => up(place, height * rise));
    const count = ring.length;
    const front = base.map((from, i) => faces(from, base[(i + 1) % count], top[(i + 1) % count], top[i]));
    const corner = new Set(cornersOf(ring));
    const plain = corner.size === count;
    for (let i = 0; i < count; i++) {
      const next = (i + 1) % count;
      const [b, bn, t, tn] = [base[i], base[next], top[i], top[next]] as [Spot, Spot, Spot, Spot];
      if (front[i]) drawing.walls += `M${at(b)}L${at(bn)}L${at(tn)}L${at(t)}Z`;
      drawing[front[i] ? 'edges' : 'hidden'] += `M${at(b)}L${at(bn)}`;
      drawing.edges += `M${at(t)}L${at(tn)}`;
      const before = front[(i + count - 1) % count];
      const silhouette = before !== front[i];
      // Of a shape drawn with hundreds of points only the corners that make it: a wall is no fence.
      if (corner.has(i) && (silhouette || !plain || turnsAt(base, i) > sharp))
        drawing[front[i] || before ? 'edges' : 'hidden'] += `M${at(b)}L${at(t)}`;
      if (silhouette && (!right || t.x > right.spot.x)) right = { base: ring[i] as Position, spot: t };
      if (silhouette && (!drawing.left || t.x < drawing.left.x)) drawing.left = between(b, t, 0.55);
    }
    drawing.lid += `M${top.map(at).join('L')}Z`;
  }
  if (right) {
    drawing.right = right.spot;
    drawing.ticks = ticksAt(right.base, height, rise, up);
  }
  return drawing;
}

/** A scale along the edge: every 20 m, or 50 m where that would be crowded. */
function ticksAt(place: Position, height: number, rise: number, up: Upward): string {
  const step = height > 120 ? 50 : height > 30 ? 20 : 5;
  let path = '';
  for (let metres = step; metres < height * rise - step / 4; metres += step) {
    const { x, y } = up(place, metres);
    path += `M${at({ x, y })}h7`;
  }
  return path;
}

/** Without the closing point; outer rings counter-clockwise, holes clockwise, as they come from the massing. */
function outwards(ring: Ring, index: number): Ring {
  const open = ring.slice(0, -1);
  return ringArea(ring) > 0 === (index === 0) ? open : open.reverse();
}

/** Whether a wall shows its outer side: then its corners run clockwise on a screen whose y points down. */
function faces(...corners: (Spot | undefined)[]): boolean {
  let sum = 0;
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % corners.length];
    if (a && b) sum += a.x * b.y - b.x * a.y;
  });
  return sum < 0;
}

function turnsAt(points: readonly Spot[], i: number): number {
  const [a, b, c] = [i - 1, i, i + 1].map((k) => points[(k + points.length) % points.length]) as [Spot, Spot, Spot];
  const before = Math.atan2(b.y - a.y, b.x - a.x);
  const after = Math.atan2(c.y - b.y, c.x - b.x);
  const turn = Math.abs(after - before) * (180 / Math.PI);
  return Math.min(turn, 360 - turn);
}

function between(a: Spot, b: Spot, share: number): Spot {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

export function at({ x, y }: Spot): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}

/** The first part of an outline, as a pen would have drawn it by now. */
export function penned(points: readonly Spot[], share: number): string {
  const lengths = points.slice(1).map((b, i) => Math.hypot(b.x - (points[i]?.x ?? 0), b.y - (points[i]?.y ?? 0)));
  let left = lengths.reduce((sum, length) => sum + length, 0) * share;
  let path = points[0] ? `M${at(points[0])}` : '';
  for (const [i, length] of lengths.entries()) {
    const [a, b] = [points[i], points[i + 1]] as [Spot, Spot];
    if (length >= left) return `${path}L${at(between(a, b, length ? left / length : 0))}`;
    path += `L${at(b)}`;
    left -= length;
  }
  return path;
}
