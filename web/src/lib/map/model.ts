import { Clipper, FillRule, type Path64, type Paths64 } from 'clipper2-ts';
import type { Feature } from 'geojson';
import { Plane } from '../massing/plane';
import type { Massing } from '../massing/types';
import { ink } from './ink';

/** Metres of the line that tells one floor from the next. */
const joint = 0.4;

/** The card model: every floor a slice of white with a grey joint under the next. */
export function modelFeatures({ masses, floorHeight }: Massing): Feature[] {
  return masses.flatMap(({ rings, base, floors }) =>
    Array.from({ length: floors }, (_, floor) => {
      const from = base + floor * floorHeight;
      const to = from + floorHeight;
      const last = floor === floors - 1;
      const slice = (bottom: number, top: number, colour: string): Feature => ({
        type: 'Feature',
        properties: { base: bottom, top, colour },
        geometry: { type: 'Polygon', coordinates: rings },
      });
      return last ? [slice(from, to, ink.card)] : [slice(from, to - joint, ink.card), slice(to - joint, to, ink.floor)];
    }).flat(),
  );
}

/** Metres of shadow to the east and north for each metre of height: a sun in the south-west, high enough to read plans by. */
const sun: [east: number, north: number] = [0.3, 0.28];

/** Where the masses shade the ground, as one shape. */
export function shadeFeatures({ masses }: Massing): Feature[] {
  if (masses.length === 0) return [];
  const plane = new Plane(masses.map(({ rings }) => rings));
  const shades = masses.flatMap(({ rings, base, top }) => {
    const paths = plane.paths([rings]);
    const at = (height: number): Paths64 =>
      paths.map((path) => path.map(({ x, y }) => ({ x: x + sun[0] * height * 1000, y: y + sun[1] * height * 1000 })));
    return swept(at(base), at(top));
  });
  const whole = Clipper.union(shades, FillRule.NonZero);
  return plane.polygons(whole).map((coordinates) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates },
  }));
}

/** Everything that shapes cross on their way: both ends, and a quadrangle for each edge. */
function swept(from: Paths64, to: Paths64): Paths64 {
  const sides = from.flatMap((path, i) =>
    path.map((a, k): Path64 => {
      const b = path[(k + 1) % path.length] ?? a;
      const c = to[i]?.[(k + 1) % path.length] ?? b;
      const d = to[i]?.[k] ?? a;
      const side = [a, b, c, d];
      return Clipper.isPositive(side) ? side : Clipper.reversePath(side);
    }),
  );
  return [...from, ...to, ...sides];
}
