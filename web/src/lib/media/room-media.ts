import type { As, Brought, Line, LineState, MediaToken, OpenLine, Seat } from './line';
import { atFirst, bearWith, type Judgement, judge, stretchMs } from './quality';
import { type Counters, type Figures, figuresOf } from './stats';

export interface MediaState {
  /** `waiting`: cut or refused, and trying again by itself. */
  phase: 'idle' | 'connecting' | 'open' | 'waiting';
  /** What the open line is for. */
  as: As | undefined;
  seats: ReadonlyMap<string, Seat>;
  speaking: readonly string[];
  /** Where the film is, for those beyond the number that can be connected. */
  film: string | undefined;
  /** The browser wants a touch before it plays sound. */
  blocked: boolean;
  /** `slow`: left out by itself for want of network; `off`: the viewer wants only to listen. */
  picture: Judgement['picture'];
  /** The line is down; the last frames stand. */
  cut: boolean;
  /** What I bring is being sent. */
  onAir: boolean;
  /** I went on stage from another page; this one watches. */
  elsewhere: boolean;
  /** Why the server does not let me. */
  refused: unknown;
}

export interface MediaReport extends Figures {
  mode: 'publish' | 'webrtc' | 'audio';
}

export interface MediaOptions {
  token: (as: As) => Promise<MediaToken>;
  open: OpenLine;
  report: (figures: MediaReport) => Promise<unknown>;
  /** Whether a failure is the server's answer rather than the network's. */
  isRefusal: (cause: unknown) => boolean;
  backoff?: { firstMs: number; maxMs: number; refusedMs: number };
}

const none: ReadonlyMap<string, Seat> = new Map();
const silent: Pick<MediaState, 'as' | 'seats' | 'speaking' | 'film' | 'blocked' | 'cut' | 'onAir'> = {
  as: undefined,
  seats: none,
  speaking: [],
  film: undefined,
  blocked: false,
  cut: false,
  onAir: false,
};

/** One report for so many stretches. */
const reportEvery = 5;

/**
 * The video of a room as one person has it: connects when there is something to see, changes from watching to being on
 * stage and back, comes back after a cut, and gives the pictures up when the network is too slow for them.
 * Framework-free: React reads it through subscribe and getSnapshot.
 */
export class RoomMedia {
  #state: MediaState = { phase: 'idle', ...silent, picture: 'on', elsewhere: false, refused: undefined };
  #listeners = new Set<() => void>();
  #wish: As | undefined;
  #brought: Brought | undefined;
  #line: Line | undefined;
  #judgement = atFirst;
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #stretch: ReturnType<typeof setInterval> | undefined;
  #stretches = 0;
  #before: { all: Counters; cameras: Counters } | undefined;
  #reported: Counters | undefined;
  #busy = false;
  #again = false;
  readonly #options: Required<MediaOptions>;

  constructor(options: MediaOptions) {
    this.#options = { backoff: { firstMs: 1000, maxMs: 8000, refusedMs: 15_000 }, ...options };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): MediaState => this.#state;

  /** What this page wants to be connected for: nothing, to watch, or to be on stage. */
  wish(as: As | undefined): void {
    if (this.#wish === as) return;
    this.#wish = as;
    this.#attempts = 0;
    this.#set({ refused: undefined, ...(as === 'stage' && { elsewhere: false }) });
    void this.#settle();
  }

  /** What is sent once the server allows it; nothing takes it back. */
  bring(brought: Brought | undefined): void {
    this.#brought = brought;
    this.#line?.bring(brought);
  }

  /** After a touch: plays the sound the browser held back. */
  startSound = (): Promise<void> => this.#line?.startSound() ?? Promise.resolve();

  /** With pictures or by ear alone. */
  setPicture = (on: boolean): void => {
    this.#judgement = on ? bearWith(this.#judgement) : { ...this.#judgement, bad: 0, picture: 'off' };
    this.#showPictures();
  };

  retry = (): void => {
    this.#attempts = 0;
    void this.#settle();
  };

  stop(): void {
    this.wish(undefined);
    clearTimeout(this.#retry);
  }

  #set(change: Partial<MediaState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Brings the line to what is wished, one step after another. */
  async #settle(): Promise<void> {
    clearTimeout(this.#retry);
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#again) {
      this.#again = false;
      await this.#step();
    }
    this.#busy = false;
  }

  async #step(): Promise<void> {
    const wish = this.#wish;
    if (!wish) {
      this.#hangUp();
      this.#set({ phase: 'idle', ...silent });
      return;
    }
    if (this.#state.as === wish && this.#state.phase === 'open') return;
    // The old line stays until the new one stands, so that the picture goes on.
    if (!this.#line) this.#set({ phase: 'connecting' });
    try {
      const token = await this.#options.token(wish);
      if (this.#wish !== wish) return;
      if (token.mode === 'hls') {
        this.#hangUp();
        this.#set({ phase: 'open', ...silent, as: wish, film: token.hls?.url, refused: undefined });
        return;
      }
      await this.#take(wish, token);
    } catch (cause) {
      this.#wait(cause);
    }
  }

  async #take(wish: As, token: MediaToken): Promise<void> {
    let line: Line | undefined;
    let ended: 'cut' | 'elsewhere' | undefined;
    const events = {
      changed: () => line && line === this.#line && this.#show(line.state()),
      ended: (why: 'cut' | 'elsewhere') => {
        ended = why;
        if (line && line === this.#line) this.#ended(why);
      },
    };
    line = await this.#options.open(token, events);
    if (this.#wish !== wish) return line.close();
    this.#hangUp();
    this.#line = line;
    this.#attempts = 0;
    line.bring(this.#brought);
    this.#showPictures();
    this.#set({ phase: 'open', as: wish, film: undefined, refused: undefined });
    this.#show(line.state());
    this.#before = undefined;
    this.#reported = undefined;
    this.#stretch = setInterval(() => void this.#measure(), stretchMs);
    if (ended) this.#ended(ended);
  }

  #show({ mayPublish: _, ...state }: LineState): void {
    this.#set(state);
  }

  #ended(why: 'cut' | 'elsewhere'): void {
    this.#hangUp();
    if (why === 'elsewhere') {
      this.#wish = 'viewer';
      this.#set({ elsewhere: true });
    }
    this.#wait(undefined);
  }

  /** Waits, longer each time and never in step with the others, then asks for a new token. */
  #wait(cause: unknown): void {
    const { firstMs, maxMs, refusedMs } = this.#options.backoff;
    const refused = cause !== undefined && this.#options.isRefusal(cause);
    const ceiling = refused ? refusedMs : Math.min(maxMs, firstMs * 2 ** this.#attempts);
    this.#attempts += 1;
    if (!this.#line) this.#set({ phase: 'waiting', ...silent, cut: !refused });
    this.#set({ refused: refused ? cause : undefined });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#settle(), ceiling * (0.5 + Math.random() / 2));
  }

  #hangUp(): void {
    clearInterval(this.#stretch);
    const line = this.#line;
    this.#line = undefined;
    line?.close();
  }

  #showPictures(): void {
    const { picture } = this.#judgement;
    this.#line?.showPictures(picture === 'on');
    if (picture !== this.#state.picture) this.#set({ picture });
  }

  /** Once a stretch: is the network good enough; and every few of them, what it was like. */
  async #measure(): Promise<void> {
    const line = this.#line;
    if (!line || this.#state.cut || globalThis.document?.hidden) return;
    const onAir = this.#state.onAir;
    const { all, cameras, expected, heldBack } = await line.read(onAir ? 'out' : 'in');
    if (line !== this.#line) return;
    if (this.#before && !onAir) {
      const { lossPercent, rttMs, fps } = figuresOf(this.#before.cameras, cameras);
      const state = judge(this.#judgement, { lossPercent, rttMs, fps, heldBack, expected });
      this.#judgement = state;
      this.#showPictures();
    }
    this.#before = { all, cameras };
    this.#stretches += 1;
    if (this.#stretches % reportEvery !== 0) return;
    const figures = figuresOf(this.#reported, all);
    this.#reported = all;
    const mode = onAir ? 'publish' : this.#state.picture === 'on' ? 'webrtc' : 'audio';
    await this.#options.report({ ...figures, mode }).catch(() => undefined); // the next one says as much
  }
}
