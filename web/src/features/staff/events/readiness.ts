import { languages } from '@/lib/language';
import type { StaffEvent } from './model';

export type Check =
  | 'title'
  | 'languages'
  | 'session'
  | 'sessionTitles'
  | 'people'
  | 'time'
  | 'tagline'
  | 'cover'
  | 'translations';

export interface Checked {
  check: Check;
  done: boolean;
  /** Whether publishing waits for it; the others are advice. */
  needed: boolean;
  /** How many things lack it. */
  count: number;
}

/**
 * What stands between an event and its audience, as the server will see it. The server decides; this says it
 * before anybody asks.
 */
export function readiness(event: StaffEvent, untranslated: number, now: number): Checked[] {
  const wanted = languages.filter((tag) => event.languages.includes(tag));
  const { sessions } = event;
  const untitled = sessions.filter((session) => wanted.some((tag) => !session.title[tag]));
  const unled = sessions.filter(
    (session) => !session.people?.some(({ role }) => role === 'host' || role === 'presenter'),
  );
  const titles = wanted.filter((tag) => !event.title[tag]).length;
  const list: [Check, boolean, number][] = [
    ['title', true, titles],
    ['languages', true, wanted.length ? 0 : 1],
    ['session', true, sessions.length ? 0 : 1],
    ['sessionTitles', true, untitled.length],
    ['people', true, unled.length],
    ['time', true, sessions.length && sessions.every(({ endsAt }) => Date.parse(endsAt) <= now) ? sessions.length : 0],
    ['tagline', false, event.tagline['zh-CN'] ? 0 : 1],
    ['cover', false, event.cover ? 0 : 1],
    ['translations', false, untranslated],
  ];
  return list.map(([check, needed, count]) => ({ check, needed, count, done: count === 0 }));
}

/** Whether nothing that is needed is lacking. */
export function isReady(checks: readonly Checked[]): boolean {
  return checks.every(({ needed, done }) => done || !needed);
}
