import type { ReplayClock } from './replay-clock';

export interface Recording {
  id: string;
  url: string;
  spans: readonly { from: number; until: number }[];
}

/** A stretch of the replay of which there are pictures, and where its clock runs as theirs does. */
export interface Filmed {
  recording: Recording;
  from: number;
  until: number;
  /** The moment of the log at `from`. */
  at: number;
}

/** So close, the picture goes on instead of being looked for again. */
const closeMs = 150;

/** What a recording shows in a video element. */
export interface Screen {
  seek: (moment: number) => void;
  play: (speed?: number) => void;
  rest: () => void;
  /** Of what is seen; undefined while that is not what was asked for. */
  moment: () => number | undefined;
  getSnapshot: () => { phase: 'loading' | 'there' | 'over' | 'failed' };
  subscribe: (listener: () => void) => () => void;
  close: () => void;
}

/**
 * The pictures of a session that is over, as a clock for its replay. Where there are none, between two recordings, in a
 * pause, after a crash, and when they cannot be had, the log's own clock goes on.
 */
export class ReplayFilm {
  readonly stretches: readonly Filmed[];
  #open: ((recording: Recording) => Screen) | undefined;
  #screen: { of: Recording; screen: Screen; leave: () => void } | undefined;
  #at: Filmed | undefined;
  #failed = new Set<string>();
  #listeners = new Set<() => void>();

  constructor(
    private readonly clock: ReplayClock,
    readonly recordings: readonly Recording[],
  ) {
    this.stretches = stretchesOf(clock, recordings);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Where the pictures are shown, once that is on the page; nothing takes it away. */
  show(open: ((recording: Recording) => Screen) | undefined): void {
    this.#close();
    this.#open = open;
    if (open) this.#tell();
  }

  /** What there is at a time of the replay. */
  stretchAt(offset: number): Filmed | undefined {
    return this.stretches.find(({ from, until }) => from <= offset && offset < until);
  }

  failedAt(offset: number): boolean {
    const stretch = this.stretchAt(offset);
    return stretch !== undefined && this.#failed.has(stretch.recording.id);
  }

  /** When the next pictures begin. */
  after(offset: number): number | undefined {
    return this.stretches.find(({ from }) => from > offset)?.from;
  }

  /** Shows the picture of a time, standing. */
  cue(offset: number): void {
    const stretch = this.#usable(offset);
    this.#at = undefined;
    if (!stretch) return;
    this.#on(stretch)?.seek(this.clock.momentOf(offset));
    this.#at = stretch;
  }

  /** Plays from there, unless it does already; the time of what is seen, or undefined where there are no pictures. */
  play(offset: number, speed: number): number | 'buffering' | undefined {
    const stretch = this.#usable(offset);
    if (!stretch) {
      this.rest();
      this.#at = undefined;
      return undefined;
    }
    const screen = this.#on(stretch);
    if (stretch !== this.#at) {
      const [here, there] = [screen?.moment() ?? 0, this.clock.momentOf(offset)];
      if (Math.abs(here - there) < closeMs) this.#at = stretch;
      else this.cue(offset);
    }
    if (screen?.getSnapshot().phase === 'over') return stretch.until;
    screen?.play(speed);
    const moment = screen?.moment();
    if (moment === undefined) return 'buffering';
    return Math.min(stretch.from + Math.max(0, moment - stretch.at), stretch.until);
  }

  rest(): void {
    this.#screen?.screen.rest();
  }

  /** Tries again what could not be had. */
  retry = (): void => {
    this.#failed.clear();
    this.#close();
    this.#tell();
  };

  #usable(offset: number): Filmed | undefined {
    const stretch = this.#open && this.stretchAt(offset);
    return stretch && !this.#failed.has(stretch.recording.id) ? stretch : undefined;
  }

  #on({ recording }: Filmed): Screen | undefined {
    if (this.#screen?.of !== recording && this.#open) {
      this.#close();
      const screen = this.#open(recording);
      const leave = screen.subscribe(() => {
        if (screen.getSnapshot().phase !== 'failed') return;
        this.#failed.add(recording.id);
        this.#tell();
      });
      this.#screen = { of: recording, screen, leave };
    }
    return this.#screen?.screen;
  }

  #close(): void {
    this.#screen?.leave();
    this.#screen?.screen.close();
    this.#screen = undefined;
    this.#at = undefined;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Where a stretch of the clock runs as the wall's did: a pause that is shown shorter is not one. */
function stretchesOf({ ticks }: ReplayClock, recordings: readonly Recording[]): Filmed[] {
  const found: Filmed[] = [];
  for (const [i, tick] of ticks.entries()) {
    const next = ticks[i + 1];
    if (!next || Math.abs(next.at - tick.at - (next.offset - tick.offset)) > 1) continue;
    for (const recording of recordings) {
      for (const span of recording.spans) {
        const [from, until] = [Math.max(span.from, tick.at), Math.min(span.until, next.at)];
        if (until <= from) continue;
        const offset = (at: number) => tick.offset + at - tick.at;
        found.push({ recording, from: offset(from), until: offset(until), at: from });
      }
    }
  }
  return found.sort((a, b) => a.from - b.from);
}
