/**
 * The time of a replay: nought when the session went live, at rest once it was over, and even in between two ticks.
 * The server lays the ticks (internal/room/replay.go) and counts chapters by them; this is the same function.
 */
export interface Tick {
  /** A moment of the log, in milliseconds since 1970. */
  at: number;
  /** What the clock shows then, in milliseconds. */
  offset: number;
}

export class ReplayClock {
  readonly length: number;

  constructor(readonly ticks: readonly Tick[]) {
    this.length = ticks.at(-1)?.offset ?? 0;
  }

  /** What the clock shows at a moment of the log, in whole milliseconds. */
  offsetOf(at: number): number {
    const { ticks } = this;
    for (let i = ticks.length - 1; i >= 0; i--) {
      const [from, to] = [ticks[i], ticks[i + 1]];
      if (!from || at < from.at) continue;
      if (!to || to.at === from.at) return from.offset;
      return from.offset + Math.floor(((at - from.at) * (to.offset - from.offset)) / (to.at - from.at));
    }
    return 0;
  }

  /** The moment of the log at which the clock shows this. */
  momentOf(offset: number): number {
    const { ticks } = this;
    for (let i = ticks.length - 1; i >= 0; i--) {
      const [from, to] = [ticks[i], ticks[i + 1]];
      if (!from || offset < from.offset) continue;
      if (!to || to.offset === from.offset) return from.at;
      return from.at + ((offset - from.offset) * (to.at - from.at)) / (to.offset - from.offset);
    }
    return ticks[0]?.at ?? 0;
  }
}

/** 4:05, 1:02:03 — what the clock shows. */
export function clockText(offset: number): string {
  const seconds = Math.floor(offset / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
