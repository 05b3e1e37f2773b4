import { ReplayFilm } from './replay-film';
import type { ReplayLog } from './replay-log';
import type { ConnectionState } from './socket';
import type { Line } from './types';
import { emptyView } from './view';

/** Where a replay is, and how it goes on. */
export interface Playback {
  /** What the clock shows, in milliseconds. */
  offset: number;
  playing: boolean;
  speed: Speed;
  /** The log is being read or folded; the clock stands still. */
  waiting: boolean;
  /** Why the log could not be read; the clock stands still until `retry`. */
  failed: unknown;
  /** How many entries have been read. */
  loaded: number;
  /** The picture is not there yet; the clock waits for it. */
  buffering: boolean;
}

export const speeds = [1, 1.25, 1.5, 2] as const;
export type Speed = (typeof speeds)[number];

const tickMs = 50;

/** How far the log is read ahead of the clock, in seconds somebody watches. */
const aheadMs = 30_000;

const open = {
  phase: 'open',
  quality: 'good',
  offline: false,
  retryAt: undefined,
  bye: undefined,
  lostAt: undefined,
} as const;

/**
 * Plays a log as the socket plays the live room: the parts of the page read the same state from it. Where there is a
 * film, that is the clock: what it shows is the time. Framework-free, as the socket is.
 */
export class ReplayPlayer {
  #view: ConnectionState = { ...emptyView, ...open };
  #playback: Playback;
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #from = { offset: 0, at: 0 };
  #seeks = 0;
  #wanted = 0;

  constructor(
    readonly log: ReplayLog,
    readonly film = new ReplayFilm(log.clock, []),
  ) {
    this.#playback = {
      offset: 0,
      playing: false,
      speed: 1,
      waiting: true,
      failed: undefined,
      loaded: 0,
      buffering: false,
    };
    // A picture that comes, or comes again, shows where the clock is.
    film.subscribe(() => {
      if (!this.#playback.waiting) film.cue(this.#playback.offset);
      this.#set({});
    });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The room as it was then. */
  getSnapshot = (): ConnectionState => this.#view;

  getPlayback = (): Playback => this.#playback;

  /** The moment of the log, for what counts down on the stage. */
  now = (): number => this.log.clock.momentOf(this.#playback.offset);

  play = (): void => {
    const atEnd = this.#playback.offset >= this.log.clock.length;
    this.#set({ playing: true });
    if (atEnd) void this.seek(0);
    else this.#start();
  };

  pause = (): void => {
    this.#stop();
    this.#set({ playing: false });
  };

  toggle = (): void => {
    if (this.#playback.playing) this.pause();
    else this.play();
  };

  setSpeed = (speed: Speed): void => {
    this.#set({ speed });
    this.#anchor();
  };

  /** Goes to a moment of the log. */
  seekMoment = (at: number): Promise<void> => this.seek(this.log.clock.offsetOf(at));

  /** Goes to a time of the clock; of several calls the last one counts. */
  seek = (to: number): Promise<void> => {
    const offset = Math.min(Math.max(0, to), this.log.clock.length);
    this.#set({ offset });
    return this.#arrive(() => this.log.until >= offset);
  };

  /** Goes to an entry, reading the log up to it first. */
  seekEntry = (seq: number): Promise<void> =>
    this.#arrive(
      () => this.log.loaded > seq,
      () => this.#set({ offset: this.log.offsetOf(seq) }),
    );

  retry = (): void => {
    void this.seek(this.#playback.offset);
  };

  /** Ends the timer; the page has gone. */
  stop = (): void => {
    this.#seeks += 1;
    this.#stop();
  };

  linesBefore(seq: number, count: number): Line[] {
    return this.log.linesBefore(seq, count);
  }

  async #arrive(enough: () => boolean, there: () => void = () => undefined): Promise<void> {
    this.#seeks += 1;
    const seek = this.#seeks;
    this.#stop();
    this.#set({ waiting: true, failed: undefined });
    try {
      await this.log.load(enough, () => this.#set({ loaded: this.log.loaded }));
      if (seek !== this.#seeks) return;
      there();
      await this.#show();
    } catch (failed) {
      if (seek === this.#seeks) this.#set({ failed });
      return;
    }
    if (seek !== this.#seeks) return;
    this.#set({ waiting: false, loaded: this.log.loaded });
    this.film.cue(this.#playback.offset);
    if (this.#playback.playing) this.#start();
  }

  /** Shows the room as of the clock. */
  async #show(): Promise<void> {
    const seq = this.log.seqAt(this.#playback.offset);
    this.#wanted = seq;
    if (seq === this.#view.heads.public) return;
    const room = await this.log.stateAt(seq);
    if (seq !== this.#wanted) return;
    this.#view = { ...this.#view, room, people: this.log.people, heads: { public: seq } };
    this.#tell();
  }

  #start(): void {
    this.#stop();
    this.#anchor();
    this.film.play(this.#playback.offset, this.#playback.speed); // at once, while the touch counts
    this.#timer = setInterval(() => this.#tick(), tickMs);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.film.rest();
    this.#set({ buffering: false });
  }

  #anchor(): void {
    this.#from = { offset: this.#playback.offset, at: performance.now() };
  }

  #tick(): void {
    const { speed } = this.#playback;
    const { length } = this.log.clock;
    const offset = Math.min(this.#next(), length);
    if (offset > this.log.until) {
      void this.seek(offset);
      return;
    }
    this.#set({ offset });
    void this.#show();
    if (offset >= length) this.pause();
    else if (this.log.until < offset + aheadMs * speed) this.#readAhead();
  }

  /** What the clock shows now: the time of the picture, where there is one. */
  #next(): number {
    const { offset, speed } = this.#playback;
    const filmed = this.film.play(offset, speed);
    if (filmed !== undefined) {
      const buffering = filmed === 'buffering';
      if (buffering !== this.#playback.buffering) this.#set({ buffering });
      const next = buffering ? offset : Math.max(offset, filmed);
      this.#from = { offset: next, at: performance.now() };
      return next;
    }
    if (this.#playback.buffering) this.#set({ buffering: false });
    const next = this.#from.offset + (performance.now() - this.#from.at) * speed;
    return Math.min(next, this.film.after(offset) ?? next);
  }

  /** A failure here is no news yet: who gets there asks again. */
  #readAhead(): void {
    this.log.ahead().then(
      () => this.#set({ loaded: this.log.loaded }),
      () => undefined,
    );
  }

  #set(change: Partial<Playback>): void {
    this.#playback = { ...this.#playback, ...change };
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
