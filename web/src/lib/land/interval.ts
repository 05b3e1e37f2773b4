import { formatNumber } from '../text';
import type { Interval, IntervalName } from './types';

/** How each limit is written: its letter in formulas, its unit, its digits, and the scale its bar is drawn on. */
const kinds: Record<IntervalName, { letter: string; unit: string; digits: number; scale: number }> = {
  far: { letter: 'R', unit: '', digits: 1, scale: 5 },
  density: { letter: 'D', unit: '%', digits: 0, scale: 100 },
  green: { letter: 'G', unit: '%', digits: 0, scale: 100 },
  height: { letter: 'H', unit: ' m', digits: 0, scale: 150 },
};

/** Whether the interval has an end; one with words alone was not understood. */
export function known(interval: Interval | undefined): interval is Interval {
  return interval !== undefined && (interval.min !== undefined || interval.max !== undefined);
}

/** A limit as a formula: `2.0 < R ≤ 3.5`, `≤ 40%`, `R ≤ 2.8`; undefined when nothing is known. */
export function formula(name: IntervalName, interval: Interval | undefined): string | undefined {
  if (!known(interval)) return undefined;
  const { letter, unit } = kinds[name];
  const { min, max, minOpen, maxOpen } = interval;
  const value = (number: number) => written(name, number) + unit;
  const lead = name === 'far' ? `${letter} ` : '';
  if (min !== undefined && max !== undefined) {
    if (min === max) return `${lead}= ${value(max)}`;
    return `${written(name, min)} ${minOpen ? '<' : '≤'} ${letter} ${maxOpen ? '<' : '≤'} ${value(max)}`;
  }
  if (max !== undefined) return `${lead}${maxOpen ? '<' : '≤'} ${value(max)}`;
  return min === undefined ? undefined : `${lead}${minOpen ? '>' : '≥'} ${value(min)}`;
}

/** A number of a limit: FAR with at least one digit, as notices write it. */
export function written(name: IntervalName, value: number): string {
  return formatNumber(value, { minimumFractionDigits: kinds[name].digits, maximumFractionDigits: 4 });
}

export interface Bar {
  /** Where the line begins and ends, 0 to 1 of the scale. */
  from: number;
  to: number;
  /** The marks at its ends: ring for open, dot for closed; an absent end runs off the scale. */
  start?: 'ring' | 'dot';
  end?: 'ring' | 'dot';
}

/** A limit on its scale, which grows where a figure would fall off it. */
export function barOf(name: IntervalName, interval: Interval | undefined): Bar | undefined {
  if (!known(interval)) return undefined;
  const { min, max, minOpen, maxOpen } = interval;
  const highest = Math.max(min ?? 0, max ?? 0);
  const scale = highest * 1.1 > kinds[name].scale ? highest * 1.25 : kinds[name].scale;
  return {
    from: min === undefined ? 0 : min / scale,
    to: max === undefined ? 1 : max / scale,
    ...(min !== undefined && { start: minOpen ? ('ring' as const) : ('dot' as const) }),
    ...(max !== undefined && { end: maxOpen ? ('ring' as const) : ('dot' as const) }),
  };
}
