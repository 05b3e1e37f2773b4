import { openRun, ranAt } from '@/lib/room/rundown';
import type { Rundown as Shown } from '@/lib/room/types';
import type { Rundown, ScheduledItem } from './api';

/** An item as it stands: what is planned, and how long it has been on. */
export interface Row {
  item: ScheduledItem;
  status: 'planned' | 'running' | 'done';
  ranMs: number;
}

export interface Schedule {
  rows: Row[];
  current?: Row;
  next?: Row;
  /** How far behind the plan the session is, as it would go on from now; below nought it is ahead. */
  lateMs: number;
  /** What is left of the current item; below nought it is over its time. */
  leftMs: number;
  /** From the planned start to the planned end, or to when it would end from now. */
  from: number;
  to: number;
}

const minute = 60_000;

/** Puts what the log says beside the plan. */
export function scheduleOf({ items }: Pick<Rundown, 'items'>, shown: Shown, now: number): Schedule {
  const open = openRun(shown);
  const rows = items.map((item): Row => {
    const runs = shown.runs.filter((run) => run.item === item.id);
    const status = open?.item === item.id ? 'running' : runs.length > 0 || item.begun ? 'done' : 'planned';
    return { item, status, ranMs: runs.reduce((sum, run) => sum + ranAt(run, now), 0) };
  });
  const current = rows.find((row) => row.status === 'running');
  const at = current ?? rows.find((row) => row.item.id === shown.runs.at(-1)?.item);
  const next = at ? rows[rows.indexOf(at) + 1] : rows.find((row) => row.status === 'planned');
  const leftMs = current ? current.item.minutes * minute - current.ranMs : 0;
  // Where the plan wants to be at the end of this item, against where it will be.
  const due = Date.parse(current?.item.endsAt ?? next?.item.startsAt ?? '') || now;
  const begun = shown.runs.length > 0;
  const lateMs = begun && (current || next) ? now + Math.max(0, leftMs) - due : 0;
  const from = Date.parse(items[0]?.startsAt ?? '') || now;
  const planned = Date.parse(items.at(-1)?.endsAt ?? '') || now;
  return {
    rows,
    ...(current && { current }),
    ...(next && { next }),
    lateMs,
    leftMs,
    from: Math.min(from, Date.parse(shown.runs[0]?.at ?? '') || from),
    to: Math.max(planned, begun ? planned + lateMs : planned),
  };
}

/** Whole minutes of lateness; under half a minute is on time. */
export function lateMinutes(lateMs: number): number {
  return Math.round(lateMs / minute);
}
