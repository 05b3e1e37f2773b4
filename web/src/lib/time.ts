import type { TFunction } from 'i18next';
import { language } from './language';

/** Names people use for the zones of this platform's readers; others are named by the browser. */
const zoneNames: Record<string, Record<string, string>> = {
  'Asia/Shanghai': { 'zh-CN': '北京时间', 'zh-HK': '北京時間', en: 'Beijing time' },
  'Asia/Hong_Kong': { 'zh-CN': '香港时间', 'zh-HK': '香港時間', en: 'Hong Kong time' },
};

/** The zone the reader's device is in. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai';
}

/** A zone's name as people say it: 北京时间. */
export function zoneName(zone: string, wanted: string = language()): string {
  const known = zoneNames[zone]?.[wanted];
  if (known) return known;
  try {
    const parts = new Intl.DateTimeFormat(wanted, { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts();
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
  } catch {
    return zone.replace(/^.*\//, '').replace(/_/g, ' ');
  }
}

/** Whether two zones show the same clock at a moment; Shanghai and Hong Kong do. */
export function sameClock(a: string, b: string, at: Date): boolean {
  return a === b || (formatTime(at, a) === formatTime(at, b) && formatDay(at, a) === formatDay(at, b));
}

/** 10:00 */
export function formatTime(at: Date | string, zone: string = ownZone()): string {
  return formatter('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  );
}

/** 12 月 8 日 周二; the year is added when it is not this one. */
export function formatDay(at: Date | string, zone: string = ownZone(), wanted: string = language()): string {
  const date = new Date(at);
  const of = parts(date, zone, wanted);
  const other = of.year !== parts(new Date(), zone, wanted).year;
  if (wanted === 'en') return `${of.weekday} ${of.day} ${of.month}${other ? ` ${of.year}` : ''}`;
  return `${other ? `${of.year} 年 ` : ''}${of.month} 月 ${of.day} 日 ${of.weekday}`;
}

/** 12 月 8 日 */
export function formatDate(at: Date | string, zone: string = ownZone(), wanted: string = language()): string {
  const of = parts(new Date(at), zone, wanted);
  return wanted === 'en' ? `${of.day} ${of.month}` : `${of.month} 月 ${of.day} 日`;
}

/** A day such as 2026-12-15 as a moment of that day in UTC, to be shown in UTC. */
export function dayOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** 12 月 8 日 周二 10:00 */
export function formatMoment(at: Date | string, zone: string = ownZone(), wanted: string = language()): string {
  return `${formatDay(at, zone, wanted)} ${formatTime(at, zone)}`;
}

/** 12 月 8 日 周二 10:00–12:30; the day is said twice only when it changes. */
export function formatSpan(from: string, to: string, zone: string = ownZone(), wanted: string = language()): string {
  const sameDay = formatDay(from, zone, wanted) === formatDay(to, zone, wanted);
  const start = formatMoment(from, zone, wanted);
  return sameDay ? `${start}–${formatTime(to, zone)}` : `${start} – ${formatMoment(to, zone, wanted)}`;
}

function parts(date: Date, zone: string, wanted: string): Record<string, string> {
  const month = wanted === 'en' ? 'short' : 'numeric';
  const format = formatter(wanted === 'en' ? 'en-GB' : wanted, {
    timeZone: zone,
    year: 'numeric',
    month,
    day: 'numeric',
    weekday: 'short',
  });
  const found = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
  for (const name of ['year', 'month', 'day']) if (wanted !== 'en') found[name] = found[name]?.replace(/\D/g, '') ?? '';
  return found;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formatters are dear to make and lists need hundreds. An unknown zone falls back to the reader's. */
function formatter(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    try {
      found = new Intl.DateTimeFormat(tag, options);
    } catch {
      found = new Intl.DateTimeFormat(tag, { ...options, timeZone: undefined });
    }
    formatters.set(key, found);
  }
  return found;
}

export function minutesBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
}

/** "3 分钟": how long to wait before trying again; empty when unknown. */
export function waitText(t: TFunction<'errors'>, seconds: number | undefined): string {
  if (!seconds) return t('wait.soon');
  if (seconds < 100) return t('wait.seconds', { count: Math.ceil(seconds) });
  return t('wait.minutes', { count: Math.ceil(seconds / 60) });
}
