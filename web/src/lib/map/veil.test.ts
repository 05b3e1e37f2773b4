import { expect, it } from 'vitest';
import type { Ring } from '../massing/types';
import { drawVeil, penned, type Upward } from './veil';

const square: Ring = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];

/** Seen from the south, tilted: north goes up the screen by half, height by all. */
const fromSouth: Upward = ([x, y], metres) => ({ x, y: -y / 2 - metres });

const lines = (path: string) => path.split('M').filter(Boolean);

it('a box seen from the south shows its south wall, and dashes what is behind', () => {
  const { walls, lid, edges, hidden } = drawVeil([[square]], 20, 1, fromSouth);
  expect(lines(walls)).toEqual(['0 0L10 0L10 -20L0 -20Z']);
  expect(lid).toBe('M0 -20L10 -20L10 -25L0 -25Z');
  expect(lines(hidden)).toContain('10 -5L0 -5');
  expect(lines(edges)).toContain('0 0L10 0');
});

it('a hole shows the wall on its far side', () => {
  const hole: Ring = square.map(([x, y]) => [x / 2 + 2, y / 2 + 2]);
  const { walls } = drawVeil([[square, hole]], 20, 1, fromSouth);
  expect(lines(walls)).toEqual(['0 0L10 0L10 -20L0 -20Z', '2 -3.5L7 -3.5L7 -23.5L2 -23.5Z']);
});

it('has a tick every 20 m below the top, and words that lead to both sides', () => {
  const { ticks, left, right } = drawVeil([[square]], 100, 1, fromSouth);
  expect(lines(ticks)).toHaveLength(4);
  expect(right?.x).toBe(10);
  expect(left?.x).toBe(0);
});

it('grows from the ground', () => {
  expect(drawVeil([[square]], 100, 0, fromSouth).lid).toBe('M0 0L10 0L10 -5L0 -5Z');
});

it('a pen has drawn as much of an outline as its share', () => {
  const points = square.map(([x, y]) => ({ x, y }));
  expect(penned(points, 0)).toBe('M0 0L0 0');
  expect(penned(points, 0.5)).toBe('M0 0L10 0L10 10');
  expect(penned(points, 0.625)).toBe('M0 0L10 0L10 10L5 10');
  expect(penned(points, 1)).toBe('M0 0L10 0L10 10L0 10L0 0');
});
