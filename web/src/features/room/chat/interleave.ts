import type { Line, Moment } from '@/lib/room/types';

/** Another kind of thing, or another parcel. */
const differs = (before: Moment | undefined, now: Moment) => before?.kind !== now.kind || before.parcel !== now.parcel;

/** Puts a note between the lines wherever another kind of thing came on stage; turning a page, or blanking for a moment, is no news here. */
export function interleave(lines: readonly Line[], moments: readonly Moment[]): (Line | Moment)[] {
  const from = lines[0]?.seq;
  if (from === undefined) return [...lines];
  const shown = moments.filter((moment) => moment.kind !== 'blank');
  const changes = shown.filter((moment, i) => i > 0 && moment.seq > from && differs(shown[i - 1], moment));
  return [...lines, ...changes].sort((a, b) => a.seq - b.seq);
}
