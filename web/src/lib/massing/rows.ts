import type { Frame } from './plane';

/** A rectangle in a frame, metres. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  depth: number;
}

/** Where along x the whole strip between two heights lies inside the shape. */
export function freeSpans({ rings }: Frame, bottom: number, top: number): [from: number, to: number][] {
  const blocked: [number, number][] = [];
  for (const ring of rings) {
    ring.forEach((from, i) => {
      const to = ring[(i + 1) % ring.length] ?? from;
      const part = withinStrip(from, to, bottom, top);
      if (part) blocked.push(part);
    });
  }
  blocked.sort((a, b) => a[0] - b[0]);
  const spans: [number, number][] = [];
  let edge = Number.NEGATIVE_INFINITY;
  for (const [from, to] of blocked) {
    if (from > edge && edge > Number.NEGATIVE_INFINITY && inside(rings, (edge + from) / 2, (bottom + top) / 2))
      spans.push([edge, from]);
    edge = Math.max(edge, to);
  }
  return spans;
}

type Point = { x: number; y: number };

/** Between which x an edge runs through the strip; nothing when it only touches it. */
function withinStrip(a: Point, b: Point, bottom: number, top: number): [number, number] | undefined {
  const [low, high] = a.y < b.y ? [a, b] : [b, a];
  if (high.y <= bottom || low.y >= top) return undefined;
  const at = (y: number) =>
    high.y === low.y
      ? low.x
      : low.x + ((Math.min(Math.max(y, low.y), high.y) - low.y) / (high.y - low.y)) * (high.x - low.x);
  const xs = high.y === low.y ? [low.x, high.x] : [at(bottom), at(top)];
  return [Math.min(...xs), Math.max(...xs)];
}

function inside(rings: readonly Point[][], x: number, y: number): boolean {
  let odd = false;
  for (const ring of rings) {
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length] ?? a;
      if (a.y > y !== b.y > y && a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x) > x) odd = !odd;
    });
  }
  return odd;
}

/** As many rectangles of a size as stand in rows with a gap all round, spread along each row. */
export function packEqual(frame: Frame, box: { bottom: number; depth: number }, size: Rect, gap: number): Rect[] {
  let best: Rect[] = [];
  const { width, depth } = size;
  const free = box.depth - depth;
  if (free < 0) return best;
  const pitch = depth + gap;
  const tries = 8;
  for (let i = 0; i < tries; i++) {
    const first = box.bottom + (Math.min(free, pitch) * i) / (tries - 1);
    const found: Rect[] = [];
    for (let y = first; y <= box.bottom + free + 1e-9; y += pitch) {
      for (const [from, to] of freeSpans(frame, y, y + depth)) {
        const count = Math.floor((to - from + gap + 1e-9) / (width + gap));
        const spare = to - from - count * width;
        const step = count > 1 ? width + spare / (count - 1) : 0;
        for (let k = 0; k < count; k++)
          found.push({ x: count === 1 ? from + spare / 2 : from + k * step, y, width, depth });
      }
    }
    if (found.length > best.length) best = found;
  }
  return best;
}
