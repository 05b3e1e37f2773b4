import type { Path64, Paths64 } from 'clipper2-ts';
import type { Caps } from './limits';
import { areaOf, boxOf, type Frame, frameOf, inset, mainAngle, shrinkTo } from './plane';
import { packEqual, type Rect } from './rows';
import type { MassKind } from './types';

/** A mass before it has been put back on the earth. */
export interface Block {
  kind: MassKind;
  paths: Paths64;
  from: number;
  floors: number;
}

/** Plates of office towers in ㎡, and how far a tower stands back from the edge of its podium. */
const plate = { least: 450, most: 2000 };
const step = 3;
const ratios = [1.3, 1 / 1.3, 1, 1.8, 1 / 1.8, 2.6, 1 / 2.6];
/** Towers of one group differ in height; the first is the highest. */
const heights = [1, 0.8, 0.9, 0.72, 0.84, 0.76, 0.88, 0.7, 0.8, 0.74];

/** A podium with towers: the fewest floors of podium with which the floor area is reached. */
export function podiumAndTowers(envelope: Paths64, caps: Caps): Block[] {
  const podium = shrinkTo(envelope, caps.footprint);
  const covered = areaOf(podium);
  if (covered < 1 || caps.floors < 1) return [];
  const low = Math.ceil(caps.floorArea / covered);
  if (low <= Math.min(5, caps.floors) && low >= caps.leastFloors) return [lone(podium, caps, low)];

  const first = Math.min(Math.max(1, Math.round((0.35 * caps.floorArea) / covered)), 4, caps.floors);
  let best: { total: number; blocks: Block[] } = { total: -1, blocks: [] };
  for (let floors = first; floors <= caps.floors; floors++) {
    if (floors * covered >= caps.floorArea || floors === caps.floors) {
      const blocks = [lone(podium, caps, Math.max(floors, Math.min(caps.leastFloors, caps.floors)))];
      if (totalOf(blocks) > best.total * 1.02) best = { total: totalOf(blocks), blocks };
      break;
    }
    const base: Block = { kind: 'podium', paths: podium, from: 0, floors };
    const blocks = [base, ...towersOn(base, caps)];
    const total = totalOf(blocks);
    if (total > best.total * 1.001) best = { total, blocks };
    if (total >= caps.floorArea * 0.985) break;
  }
  return best.blocks;
}

/** Nothing but a building over the whole footprint, drawn in so that its floors hold what is allowed. */
function lone(podium: Paths64, caps: Caps, floors: number): Block {
  return { kind: 'podium', paths: shrinkTo(podium, caps.floorArea / floors), from: 0, floors };
}

export function totalOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { paths, floors }) => sum + areaOf(paths) * floors, 0);
}

function towersOn(podium: Block, caps: Caps): Block[] {
  const rest = caps.floorArea - areaOf(podium.paths) * podium.floors;
  const most = caps.floors - podium.floors;
  const frame = frameOf(inset(podium.paths, step), mainAngle(podium.paths));
  if (frame.rings.length === 0 || rest < plate.least / 2) return [];
  const set = exactly(frame, rest, most, caps.leastFloors - podium.floors) ?? asMuchAsFits(frame, rest, most);
  return set.map(({ path, floors }) => ({ kind: 'tower', paths: [path], from: podium.floors, floors }));
}

type Tower = { path: Path64; floors: number };

/** The fewest towers whose plates are of a usual size and together hold the rest. */
function exactly(frame: Frame, rest: number, most: number, least: number): Tower[] | undefined {
  for (let count = 1; count <= heights.length; count++) {
    let floors = floorsOf(count, most);
    let size = rest / sum(floors);
    if (size > plate.most) continue;
    if (size < plate.least) {
      if (count > 1) return undefined;
      floors = [Math.max(Math.min(Math.floor(rest / plate.least), most), least, 1)];
      size = rest / sum(floors);
    }
    const spots = spotsFor(frame, size, count);
    if (spots.length >= count) return raise(frame, spread(spots, count), floors);
  }
  return undefined;
}

/** Where the rest does not fit: as much of it as towers of one size can hold. */
function asMuchAsFits(frame: Frame, rest: number, most: number): Tower[] {
  let best: { total: number; spots: Rect[]; floors: number[] } = { total: 0, spots: [], floors: [] };
  for (const size of [plate.most, 1500, 1100, 800, 600, plate.least, 320]) {
    const spots = spotsFor(frame, size, heights.length).slice(0, heights.length);
    const floors = spots.map(() => Math.min(most, Math.floor(rest / (size * spots.length))));
    const total = sum(floors) * size;
    if (total > best.total) best = { total, spots, floors };
  }
  return raise(frame, best.spots, best.floors).filter(({ floors }) => floors > 0);
}

function floorsOf(count: number, most: number): number[] {
  return heights.slice(0, count).map((share) => Math.max(1, Math.round(most * share)));
}

function spotsFor(frame: Frame, size: number, wanted: number): Rect[] {
  const box = boxOf(frame);
  let best: Rect[] = [];
  for (const ratio of ratios) {
    const width = Math.sqrt(size * ratio);
    const depth = size / width;
    if (Math.min(width, depth) < 12) continue;
    const spots = packEqual(frame, box, { x: 0, y: 0, width, depth }, 18);
    if (spots.length >= wanted) return spots;
    if (spots.length > best.length) best = spots;
  }
  return best;
}

/** So many of the spots, as far from each other as may be; a lone tower stands in the middle. */
function spread(spots: readonly Rect[], count: number): Rect[] {
  const middle = {
    x: spots.reduce((total, spot) => total + spot.x, 0) / spots.length,
    y: spots.reduce((total, spot) => total + spot.y, 0) / spots.length,
  };
  const away = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);
  const pick = (value: (spot: Rect) => number) =>
    spots.reduce((best, spot) => (value(spot) > value(best) + 1e-6 ? spot : best));
  const chosen = [pick((spot) => (count === 1 ? -1 : 1) * away(spot, middle))];
  while (chosen.length < count) chosen.push(pick((spot) => Math.min(...chosen.map((other) => away(spot, other)))));
  return chosen;
}

function raise(frame: Frame, spots: readonly Rect[], floors: readonly number[]): Tower[] {
  return spots.map(({ x, y, width, depth }, i) => ({
    path: frame.rectangle(x, y, width, depth),
    floors: floors[i] ?? 1,
  }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
