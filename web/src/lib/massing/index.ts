import type { Paths64 } from 'clipper2-ts';
import { areaM2 } from '../map/measure';
import { type Caps, capsOf } from './limits';
import { areaOf, inset, Plane } from './plane';
import { halls, homes, rowsOf } from './slabs';
import { type Block, podiumAndTowers } from './towers';
import type { Massing, MassingInput, MassingReason } from './types';

export * from './forms';
export type * from './types';

/**
 * What could plausibly stand on a plot, never more than the notice allows in
 * FAR, density or height. An illustration (示意), the same wherever it is computed.
 */
export function massing(input: MassingInput): Massing {
  const plane = new Plane(input.polygons);
  const envelope = inset(plane.paths(input.polygons), input.setback);
  const caps = capsOf(input, input.areaM2 ?? areaM2(input.polygons));
  const blocks = build(input, envelope, caps, plane.latitude);
  return figures(input, plane, envelope, caps, blocks);
}

function build({ form, floorHeight }: MassingInput, envelope: Paths64, caps: Caps, latitude: number): Block[] {
  if (form === 'towers') return podiumAndTowers(envelope, caps);
  const rows = rowsOf(envelope, caps, floorHeight, form === 'slabs' ? homes(latitude) : halls);
  // A plot that takes no row at all may take one building in its own shape.
  return rows.length > 0 ? rows : podiumAndTowers(envelope, caps);
}

function figures(input: MassingInput, plane: Plane, envelope: Paths64, caps: Caps, blocks: Block[]): Massing {
  const { form, floorHeight, setback, height } = input;
  const metres = (floors: number) => Math.round(floors * floorHeight * 1000) / 1000;
  const floorArea = blocks.reduce((sum, { paths, floors }) => sum + areaOf(paths) * floors, 0);
  const footprint = blocks.reduce((sum, { paths, from }) => sum + (from === 0 ? areaOf(paths) : 0), 0);
  const top = Math.max(0, ...blocks.map(({ from, floors }) => metres(from + floors)));
  const reached = { far: floorArea / caps.plot, density: (footprint / caps.plot) * 100, height: top };
  const why = reasons(input, envelope, caps, reached, blocks);
  return {
    envelope: {
      polygons: plane.polygons(envelope),
      height: height?.max ?? top,
      limited: height?.max !== undefined,
    },
    masses: blocks.flatMap(({ kind, paths, from, floors }) =>
      plane.polygons(paths).map((rings) => ({ kind, rings, base: metres(from), top: metres(from + floors), floors })),
    ),
    floorArea,
    footprint,
    reached,
    ...(input.far?.max !== undefined && { share: reached.far / input.far.max }),
    ...(why.length > 0 && { why }),
    form,
    floorHeight,
    setback,
  };
}

/** What is reached counts as reached within two per cent: the rest is lost to whole floors. */
const enough = 0.98;

function reasons(
  { far, density, height, form }: MassingInput,
  envelope: Paths64,
  caps: Caps,
  reached: Massing['reached'],
  blocks: readonly Block[],
): MassingReason[] {
  const why = new Set<MassingReason>();
  const room = areaOf(envelope);
  if (caps.assumed) why.add('assumed');
  if (room < 1) why.add('setback');
  else if (caps.floors < 1) why.add('floors');
  else if (blocks.length === 0) why.add('shape');
  else if (reached.far * caps.plot < caps.floorArea * enough) {
    if (Math.min(room, caps.footprint) * caps.floors < caps.floorArea) {
      why.add('height').add(room < caps.footprint ? 'setback' : 'density');
    } else why.add(form === 'slabs' ? 'daylight' : 'shape');
  }
  const short = (limit: number | undefined, value: number) => limit !== undefined && value < limit * 0.999;
  if (short(far?.min, reached.far) || short(density?.min, reached.density) || short(height?.min, reached.height))
    why.add('limits');
  return [...why];
}
