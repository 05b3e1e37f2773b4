import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { areaM2, measure } from './measure';
import type { LngLat } from './types';

const plot: LngLat[] = [
  [120.19, 30.236],
  [120.19195, 30.23652],
  [120.1916, 30.23765],
  [120.18964, 30.23713],
];

/** Perimeter and area by GeographicLib's own tool. */
function planimeter(points: LngLat[], ...options: string[]): number[] {
  const input = points.map((place) => place.join(' ')).join('\n');
  return execFileSync('Planimeter', ['-w', '-p', '9', ...options], { input, encoding: 'utf8' })
    .split(' ')
    .map(Number);
}

describe('measuring', () => {
  it('gives the length, the way round and the area that GeographicLib gives', () => {
    const measured = measure(plot);
    expect(measured.length).toBeCloseTo(planimeter(plot, '-l')[1] ?? 0, 6);
    const [, around = 0, area = 0] = planimeter(plot);
    expect(measured.around).toBeCloseTo(around, 6);
    expect(measured.areaM2).toBeCloseTo(Math.abs(area), 4);
  });

  it('does not mind which way round a plot is walked', () => {
    expect(measure([...plot].reverse()).areaM2).toBeCloseTo(measure(plot).areaM2 ?? 0, 6);
  });

  it('has no area before there are three points', () => {
    expect(measure([]).length).toBe(0);
    expect(measure(plot.slice(0, 2))).not.toHaveProperty('areaM2');
  });

  it('takes holes out of an area', () => {
    const closed = [...plot, plot[0] as LngLat];
    const hole = closed.map(([lng, lat]): LngLat => [120.1908 + (lng - 120.1908) / 2, 30.2368 + (lat - 30.2368) / 2]);
    const whole = areaM2([[closed]]);
    expect(areaM2([[closed, hole]])).toBeCloseTo(whole * 0.75, 0);
  });
});
