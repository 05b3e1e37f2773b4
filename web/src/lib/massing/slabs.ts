import type { Paths64 } from 'clipper2-ts';
import type { Caps } from './limits';
import { boxOf, type Frame, frameOf, inset, mainAngle } from './plane';
import { freeSpans, type Rect } from './rows';
import type { Block } from './towers';

/** How buildings in rows are measured, in metres. */
interface RowRule {
  kind: 'slab' | 'workshop';
  depths: readonly number[];
  length: { least: number; most: number };
  /** Between buildings of one row. */
  gap: number;
  /** Between rows of buildings of a height. */
  apart(height: number): number;
}

/** The sun at noon on 大寒, the day of the daylight rules, stands 20.1° south of the equator. */
export function homes(latitude: number): RowRule {
  const elevation = Math.max(20, 90 - Math.abs(latitude) - 20.1);
  const shadow = 1 / Math.tan((elevation * Math.PI) / 180);
  return {
    kind: 'slab',
    depths: [13, 15, 11],
    length: { least: 14, most: 64 },
    gap: 13,
    apart: (height) => Math.max(13, shadow * height),
  };
}

export const halls: RowRule = {
  kind: 'workshop',
  depths: [48, 36, 27, 21, 15],
  length: { least: 18, most: 144 },
  gap: 13,
  apart: (height) => Math.max(13, height / 2),
};

/** Homes face south: rows run along the streets while these are within 30° of it, else due east and west. */
const turned = (30 * Math.PI) / 180;

/** Rows of buildings: the fewest floors with which the floor area is reached, or else the most that fits. */
export function rowsOf(envelope: Paths64, caps: Caps, floorHeight: number, rule: RowRule): Block[] {
  const main = mainAngle(envelope);
  const frame = frameOf(inset(envelope, 0.005), rule.kind === 'workshop' || Math.abs(main) <= turned ? main : 0);
  let best: { total: number; rects: Rect[]; floors: number } = { total: 0, rects: [], floors: 0 };
  for (
    let floors = Math.min(Math.max(1, caps.leastFloors), caps.floors);
    floors >= 1 && floors <= caps.floors;
    floors++
  ) {
    for (const depth of rule.depths) {
      const rects = fill(frame, depth, rule, rule.apart(floors * floorHeight));
      const total = Math.min(covered(rects), caps.footprint) * floors;
      if (total > best.total * 1.005) best = { total, rects, floors };
      if (best.total >= caps.floorArea) break;
    }
    if (best.total >= caps.floorArea) break;
  }
  return cut(best.rects, Math.min(caps.footprint, caps.floorArea / best.floors), rule).map(
    ({ x, y, width, depth }) => ({
      kind: rule.kind,
      paths: [frame.rectangle(x, y, width, depth)],
      from: 0,
      floors: best.floors,
    }),
  );
}

function fill(frame: Frame, depth: number, { length, gap }: RowRule, apart: number): Rect[] {
  const box = boxOf(frame);
  const free = box.depth - depth;
  let best: Rect[] = [];
  if (!(free >= 0)) return best;
  const pitch = depth + apart;
  const tries = 7;
  for (let i = 0; i < tries; i++) {
    const first = box.bottom + (Math.min(free, pitch) * i) / (tries - 1);
    const rects: Rect[] = [];
    for (let y = first; y <= box.bottom + free + 1e-9; y += pitch) {
      for (const [from, to] of freeSpans(frame, y, y + depth)) {
        if (to - from < length.least) continue;
        const count = Math.ceil((to - from + gap) / (length.most + gap));
        const width = (to - from - (count - 1) * gap) / count;
        for (let k = 0; k < count; k++) rects.push({ x: from + k * (width + gap), y, width, depth });
      }
    }
    if (covered(rects) > covered(best) * 1.001) best = rects;
  }
  return best;
}

function covered(rects: readonly Rect[]): number {
  return rects.reduce((sum, { width, depth }) => sum + width * depth, 0);
}

/** Leaves out the shortest and shortens the others until they cover no more than so many ㎡. */
function cut(rects: readonly Rect[], area: number, { length }: RowRule): Rect[] {
  let left = [...rects].sort((a, b) => b.width - a.width);
  while (left.length > 1 && covered(left.slice(0, -1)) >= area) left = left.slice(0, -1);
  const share = Math.min(1, area / covered(left));
  return left
    .map((rect) => ({ ...rect, x: rect.x + (rect.width * (1 - share)) / 2, width: rect.width * share }))
    .filter(({ width }) => width >= length.least / 2);
}
