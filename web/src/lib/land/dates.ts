import { language } from '../language';
import { dayOf, formatDate, formatDay, formatTime } from '../time';
import type { DateName, Dates, Moment } from './types';

/** Notices keep China's time. */
export const noticeZone = 'Asia/Shanghai';

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The day of a moment in words, and the clock where the notice gives it. */
export function momentWords(moment: Moment): { day: string; time?: string } {
  if (day.test(moment)) return { day: formatDay(dayOf(moment), 'UTC') };
  return { day: formatDay(moment, noticeZone), time: formatTime(moment, noticeZone) };
}

/** A day of record, always with its year: 2020 年 12 月 31 日. */
export function recordDay(moment: Moment): string {
  const year = moment.slice(0, 4);
  const date = formatDate(dayOf(moment.slice(0, 10)), 'UTC');
  return language() === 'en' ? `${date} ${year}` : `${year} 年 ${date}`;
}

/** The last millisecond of a moment: a day lasts until midnight in China. */
function endOf(moment: Moment): number {
  return day.test(moment) ? Date.parse(`${moment}T23:59:59.999+08:00`) : Date.parse(moment);
}

/** Until when one may still do something, in the order of a listing. */
const deadlines: readonly DateName[] = ['applyUntil', 'depositUntil', 'listedUntil'];

export interface Deadline {
  name: DateName;
  moment: Moment;
  /** Whole days left, 0 for today. */
  days: number;
}

/** The next date by which a bidder has to act; undefined when all are past. */
export function nextDeadline(dates: Dates, now: number): Deadline | undefined {
  const coming = deadlines
    .flatMap((name) => {
      const moment = dates[name];
      return moment && endOf(moment) >= now ? [{ name, moment, end: endOf(moment) }] : [];
    })
    .sort((a, b) => a.end - b.end);
  const [first] = coming;
  return first && { name: first.name, moment: first.moment, days: daysBetween(now, first.end) };
}

/** Days by the calendar of China, so that tomorrow morning is a day away tonight. */
function daysBetween(from: number, to: number): number {
  const number = (at: number) => Math.floor((at + 8 * 3_600_000) / 86_400_000);
  return number(to) - number(from);
}
