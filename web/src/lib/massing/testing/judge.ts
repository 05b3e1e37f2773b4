// A second opinion: JSTS for what overlaps and how far apart things are, GeographicLib for areas.
// It shares no geometry with what it judges.
import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js';
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js';
import BufferOp from 'jsts/org/locationtech/jts/operation/buffer/BufferOp.js';
import DistanceOp from 'jsts/org/locationtech/jts/operation/distance/DistanceOp.js';
import RelateOp from 'jsts/org/locationtech/jts/operation/relate/RelateOp.js';
import UnaryUnionOp from 'jsts/org/locationtech/jts/operation/union/UnaryUnionOp.js';
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js';
import { areaM2 } from '../../map/measure';
import type { Limit, Mass, Massing, MassingInput, PolygonRings } from '../types';

const reader = new GeoJSONReader(new GeometryFactory());

/** How far areas on a flat sheet are off at the edge of a plot. */
const flat = 3e-5;

/** What is wrong with a massing, in words; nothing when it keeps to its input. */
export function judge(input: MassingInput, massing: Massing): string[] {
  const found: string[] = [];
  const check = (fine: boolean, words: string) => fine || found.push(words);
  const plot = input.areaM2 ?? areaM2(input.polygons);
  const { shape, squareMetres } = sheet(input.polygons);
  const whole = shape(input.polygons);

  const levels = [...new Set(massing.masses.flatMap(({ base, top }) => [base, top]))].sort((a, b) => a - b);
  let floorArea = 0;
  let footprint = 0;
  levels.slice(0, -1).forEach((from, i) => {
    const to = levels[i + 1] ?? from;
    const here = massing.masses.filter(({ base, top }) => base <= from && top >= to);
    const area = squareMetres(UnaryUnionOp.union(shape(here.map(({ rings }) => rings))).getArea());
    const sum = here.reduce((total, { rings }) => total + areaM2([rings]), 0);
    check(Math.abs(area - sum) < flat * sum + 0.1, `masses overlap at ${from} m: ${sum} − ${area} ㎡`);
    floorArea += area * Math.round((to - from) / input.floorHeight);
    if (from === 0) footprint = area;
  });
  for (const mass of massing.masses) {
    const form = shape([mass.rings]);
    check(IsValidOp.isValid(form), `a ${mass.kind} crosses itself`);
    check(inside(whole, form), `a ${mass.kind} leaves the plot`);
    const away = DistanceOp.distance(whole.getBoundary(), form);
    check(away > input.setback - 0.01, `a ${mass.kind} stands ${away} m from the edge`);
    check(
      wholeFloors(mass, input.floorHeight),
      `a ${mass.kind} of ${mass.floors} floors is ${mass.top - mass.base} m high`,
    );
    if (mass.base > 0) {
      const below = massing.masses.filter(({ top }) => top === mass.base).map(({ rings }) => rings);
      check(inside(BufferOp.bufferOp(shape(below), 0.01), form), `a ${mass.kind} stands on nothing`);
    }
  }
  const top = Math.max(0, ...massing.masses.map((mass) => mass.top));
  check(within(input.far, floorArea / plot), `FAR ${floorArea / plot} over ${input.far?.max}`);
  check(
    within(input.density, (footprint / plot) * 100),
    `density ${(footprint / plot) * 100} over ${input.density?.max}`,
  );
  check(footprint <= plot * (1 - (input.green?.min ?? 0) / 100), 'no room for the green');
  check(within(input.height, top), `height ${top} over ${input.height?.max}`);
  check(
    Math.abs(floorArea - massing.floorArea) < flat * floorArea + 0.1,
    `says ${massing.floorArea} ㎡, has ${floorArea}`,
  );
  check(
    Math.abs(footprint - massing.footprint) < flat * footprint + 0.1,
    `says ${massing.footprint} ㎡, covers ${footprint}`,
  );
  return found;
}

/** The upper end of a limit; the lower is a wish that a plot may be too small for. */
function within(limit: Limit | undefined, value: number): boolean {
  if (limit?.max === undefined) return true;
  return limit.maxOpen ? value < limit.max : value <= limit.max;
}

function wholeFloors({ base, top, floors }: Mass, floorHeight: number): boolean {
  return floors >= 1 && Number.isInteger(floors) && Math.abs(top - base - floors * floorHeight) < 0.002;
}

type Shape = ReturnType<typeof reader.read>;

function inside(outer: Shape, inner: Shape): boolean {
  return RelateOp.covers(outer, inner);
}

/** Degrees to metres by the length of a degree in the middle of the plot. */
function sheet(polygons: readonly PolygonRings[]) {
  const [lng = 0, lat = 0] = polygons[0]?.[0]?.[0] ?? [];
  const radians = (lat * Math.PI) / 180;
  const north = 111_132.954 - 559.822 * Math.cos(2 * radians) + 1.175 * Math.cos(4 * radians);
  const east = 111_412.84 * Math.cos(radians) - 93.5 * Math.cos(3 * radians) + 0.118 * Math.cos(5 * radians);
  const shape = (parts: readonly PolygonRings[]) =>
    reader.read({
      type: 'MultiPolygon',
      coordinates: parts.map((rings) =>
        rings.map((ring) => ring.map(([x, y]) => [(x - lng) * east, (y - lat) * north])),
      ),
    });
  const scale = areaM2(polygons) / shape(polygons).getArea();
  return { shape, squareMetres: (area: number) => area * scale };
}
