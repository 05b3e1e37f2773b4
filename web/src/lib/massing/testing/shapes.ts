import type { PolygonRings, Position, Ring } from '../types';

/** Six shapes of plots near 始版桥, by their corners in metres; the streets there are turned by 17°. */
const origin: Position = [120.19, 30.236];
const turn = (17 * Math.PI) / 180;

export function ringOf(corners: readonly (readonly [east: number, north: number])[], angle = turn): Ring {
  const open = corners.map(([east, north]): Position => {
    const x = east * Math.cos(angle) - north * Math.sin(angle);
    const y = east * Math.sin(angle) + north * Math.cos(angle);
    return [origin[0] + x / 96_230, origin[1] + y / 110_860];
  });
  return [...open, open[0] as Position];
}

const box = (x: number, y: number, width: number, depth: number): [number, number][] => [
  [x, y],
  [x + width, y],
  [x + width, y + depth],
  [x, y + depth],
];

/** A rounded plot of so many corners, no two sides alike. */
function rounded(corners: number): [number, number][] {
  return Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    const radius = 90 + 18 * Math.sin(3 * angle) + 3 * Math.sin(41 * angle);
    return [radius * Math.cos(angle) * 1.2, radius * Math.sin(angle)];
  });
}

export const shapes: Record<'rectangle' | 'corner' | 'dumbbell' | 'hole' | 'sliver' | 'many', PolygonRings[]> = {
  rectangle: [[ringOf(box(0, 0, 188, 131))]],
  corner: [
    [
      ringOf([
        [0, 0],
        [190, 0],
        [190, 70],
        [80, 70],
        [80, 180],
        [0, 180],
      ]),
    ],
  ],
  dumbbell: [
    [
      ringOf([
        [0, 0],
        [90, 0],
        [90, 36],
        [150, 36],
        [150, 0],
        [240, 0],
        [240, 90],
        [150, 90],
        [150, 54],
        [90, 54],
        [90, 90],
        [0, 90],
      ]),
    ],
  ],
  hole: [[ringOf(box(0, 0, 200, 150)), ringOf(box(80, 55, 40, 40))]],
  sliver: [
    [
      ringOf([
        [0, 0],
        [260, 14],
        [258, 40],
        [0, 30],
      ]),
    ],
  ],
  many: [[ringOf(rounded(200))]],
};
