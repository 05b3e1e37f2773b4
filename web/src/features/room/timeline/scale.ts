import type { Moment } from '@/lib/room/types';

/** Where moments lie on the room's timeline, as shares of its width between 0 and 1. */
export interface Scale {
  from: number;
  to: number;
  at: (time: number) => number;
}

/** From the first thing shown (or the planned start) to the planned end, or to now when that is later. */
export function scaleOf(moments: readonly Moment[], startsAt: string, endsAt: string, now: number): Scale {
  const first = moments[0] ? Date.parse(moments[0].at) : now;
  const planned = Date.parse(startsAt);
  // A room opened hours ahead for a rehearsal would squeeze the session into the right edge.
  const from = first < planned - 3_600_000 ? first : Math.min(first, planned, now);
  const to = Math.max(Date.parse(endsAt), now, from + 60_000);
  return { from, to, at: (time) => Math.min(1, Math.max(0, (time - from) / (to - from))) };
}

/** The moment nearest to a share of the width. */
export function nearest(moments: readonly Moment[], scale: Scale, share: number): Moment | undefined {
  let best: Moment | undefined;
  let distance = Number.POSITIVE_INFINITY;
  for (const moment of moments) {
    const away = Math.abs(scale.at(Date.parse(moment.at)) - share);
    if (away <= distance) {
      best = moment;
      distance = away;
    }
  }
  return best;
}
