import type { Moment, Report } from './api';

export const percent = (part: number, whole: number): string => (whole ? `${Math.round((part * 100) / whole)}%` : '–');

export const minutesOf = (seconds: number): number => Math.round(seconds / 60);

/** The minutes of the curve as moments in milliseconds. */
export function spanOf({ curve }: Report): { from: number; until: number } {
  const from = Date.parse(curve.from);
  return { from, until: from + Math.max(1, curve.people.length) * 60_000 };
}

/** One stretch of the ribbon: a thing on stage, or pages of one file too short to stand alone. */
export interface Stretch {
  first: Moment;
  lastPage?: number;
  from: number;
  until: number;
  /** In parts of the whole. */
  left: number;
  width: number;
}

/** What was on stage, on the axis of the curve; what is narrower than the least joins what came before. */
export function ribbon(report: Report, least: number): Stretch[] {
  const { from, until } = spanOf(report);
  const whole = until - from;
  const all: Stretch[] = [];
  for (const moment of report.stage) {
    const start = Math.max(from, Date.parse(moment.from));
    const end = Math.min(until, Date.parse(moment.until));
    if (end <= start) continue;
    const before = all.at(-1);
    if (before && (before.width < least || (end - start) / whole < least)) {
      before.until = end;
      before.width = (end - before.from) / whole;
      if (moment.kind === 'slides' && before.first.kind === 'slides') before.lastPage = moment.page;
      continue;
    }
    all.push({ first: moment, from: start, until: end, left: (start - from) / whole, width: (end - start) / whole });
  }
  return all;
}

/** The most people during a stretch of time. */
export function mostDuring({ curve }: Report, from: number, until: number): number {
  const start = Date.parse(curve.from);
  const at = (moment: number) => Math.floor((moment - start) / 60_000);
  return Math.max(0, ...curve.people.slice(Math.max(0, at(from)), at(until - 1) + 1));
}

/** Round steps for an axis from 0 to at least the most. */
export function steps(most: number): number[] {
  const rough = Math.max(1, most / 4);
  const scale = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 4, 5, 10].map((n) => n * scale).find((n) => n >= rough) ?? scale * 10);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
}

/** Minutes that are written below the axis: about six, on round ones. */
export function ticks(report: Report): number[] {
  const { from, until } = spanOf(report);
  const every =
    ([1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1440].find((n) => (until - from) / 60_000 / n <= 6) ?? 1440) * 60_000;
  const first = Math.ceil(from / every) * every;
  return Array.from({ length: Math.max(0, Math.floor((until - first) / every) + 1) }, (_, i) => first + i * every);
}

/** The replay at a moment of the session; what its clock shows then the replay knows. */
export function replayAt(report: Report, moment: number | string): string {
  return `/rooms/${report.room}/replay?at=${new Date(moment).toISOString()}`;
}
