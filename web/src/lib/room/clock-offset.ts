/**
 * How far the server's clock is from ours, measured over the socket. An answer that says S to a question asked at C and
 * heard at R tells that the server's clock was S at some moment between C and R on ours: the offset lies between S − R
 * and S − C. Every sample narrows that interval, the one with the least way there and the one with the least way back the
 * most, so a few samples over a slow and uneven net come closer than the best of them alone. What cannot be found out is
 * a way that is always longer in one direction: half the difference stays.
 */
export interface Sample {
  /** When it was asked, on our clock. */
  c: number;
  /** What the server's clock said. */
  s: number;
  /** When the answer was heard, on our clock. */
  r: number;
}

/** So many are enough; older ones know less of how the clocks drift. */
const keep = 40;

/** Clocks of ordinary machines drift apart by less than this part. */
const drift = 1e-4;

export interface Offset {
  /** To be added to our clock to have the server's. */
  ms: number;
  /** It is not further from the truth than this. */
  within: number;
}

export function offsetOf(samples: readonly Sample[]): Offset | undefined {
  const latest = samples.at(-1);
  if (!latest) return undefined;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  // From the latest back: where an older one contradicts, somebody set a clock meanwhile.
  for (let i = samples.length - 1; i >= 0; i--) {
    const { c, s, r } = samples[i] as Sample;
    const slack = (latest.r - r) * drift;
    const [l, h] = [Math.max(low, s - r - slack), Math.min(high, s - c + slack)];
    if (l > h) break;
    [low, high] = [l, h];
  }
  return { ms: (low + high) / 2, within: (high - low) / 2 };
}

/** A clock that nobody sets while the page is open. */
export function steadyNow(): number {
  return performance.timeOrigin + performance.now();
}

/** The server's clock as this page knows it. */
export class ServerClock {
  #samples: Sample[] = [];
  #listeners = new Set<() => void>();
  #offset: Offset | undefined;

  constructor(
    readonly ask: (c: number, heard: (c: number, s: number) => void) => boolean,
    readonly local: () => number = steadyNow,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is known so far; nothing before the first answer. */
  getSnapshot = (): Offset | undefined => this.#offset;

  /** What time it is at the server. Before the first answer our own clock has to do. */
  now = (): number => this.local() + (this.#offset?.ms ?? 0);

  /**
   * Takes samples: many within some seconds, then one now and then, until told to stop. Closer together they would be of
   * little use: what is stuck behind another tells the same again.
   */
  measure(first = 24, everyMs = 250, thenMs = 5_000): () => void {
    let asked = 0;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      this.ask(this.local(), this.#heard);
      asked += 1;
      timer = setTimeout(next, asked < first ? everyMs : thenMs);
    };
    next();
    return () => clearTimeout(timer);
  }

  #heard = (c: number, s: number): void => {
    this.#samples = [...this.#samples, { c, s, r: this.local() }].slice(-keep);
    this.#offset = offsetOf(this.#samples);
    for (const listener of this.#listeners) listener();
  };
}
