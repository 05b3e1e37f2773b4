import type Hls from 'hls.js';
import { momentIn, placeIn, type Section, sectionsOf } from './film-time';

export interface FilmState {
  /** `failed`: it is not to be had; `over`: it was seen to its end. */
  phase: 'loading' | 'there' | 'over' | 'failed';
  /** The browser wants a touch before it plays sound. */
  muted: boolean;
}

export interface FilmOptions {
  /** A feed that grows: begins near its end, and is asked for again whatever happens. */
  live: boolean;
  /** When there are pictures, where that is known: a browser that plays segments by itself tells only the first. */
  spans?: readonly { from: number; until: number }[];
}

const againMs = 2000;

/**
 * A picture out of segments that say when they were taken (HLS with EXT-X-PROGRAM-DATE-TIME), in a video element:
 * by the browser itself where it can, by hls.js elsewhere. It tells the moment of what is seen, and goes to one.
 */
export class Film {
  #state: FilmState;
  #listeners = new Set<() => void>();
  #sections: Section[] = [];
  #wanted: number | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #hls: Hls | undefined;
  #closed = false;
  readonly #events = new AbortController();

  constructor(
    readonly video: HTMLVideoElement,
    readonly url: string,
    private readonly options: FilmOptions,
  ) {
    this.#state = { phase: 'loading', muted: video.muted };
    video.addEventListener('ended', () => this.#set({ phase: 'over' }), { signal: this.#events.signal });
    // Not before: only then the browser knows that there is sound to be asked for.
    if (options.live) video.addEventListener('canplay', () => this.play(), { signal: this.#events.signal });
    // Chromium plays segments too, but does not tell when they were taken.
    if ('getStartDate' in video && video.canPlayType('application/vnd.apple.mpegurl')) this.#native();
    else void this.#scripted();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): FilmState => this.#state;

  /** When what is seen was taken; undefined while nothing is, or not yet what was asked for. */
  moment = (): number | undefined => {
    const { video } = this;
    if (this.#state.phase !== 'there' || this.#wanted !== undefined) return undefined;
    if (video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined;
    return momentIn(this.#sections, video.currentTime);
  };

  /** Shows what was taken then, as soon as it is there. */
  seek(moment: number): void {
    this.#wanted = moment;
    this.#goThere();
  }

  /** Plays; without sound where the browser wants a touch first. */
  play(speed = 1): void {
    const { video } = this;
    if (video.playbackRate !== speed) video.playbackRate = speed;
    if (!video.paused || video.ended) return; // or it would begin anew
    video.play().catch((cause: unknown) => {
      if (!(cause instanceof DOMException) || cause.name !== 'NotAllowedError' || video.muted) return;
      video.muted = true;
      this.#set({ muted: true });
      void video.play().catch(() => undefined);
    });
  }

  rest(): void {
    if (!this.video.paused) this.video.pause();
  }

  unmute = (): void => {
    this.video.muted = false;
    this.#set({ muted: false });
    this.play(this.video.playbackRate);
  };

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
    this.#events.abort();
    this.#hls?.destroy();
    this.video.removeAttribute('src');
    this.video.load();
  }

  #set(change: Partial<FilmState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  #there(sections: Section[]): void {
    this.#sections = sections;
    if (this.#state.phase === 'loading' || this.#state.phase === 'failed') this.#set({ phase: 'there' });
    this.#goThere();
  }

  #goThere(): void {
    const place = this.#wanted === undefined ? undefined : placeIn(this.#sections, this.#wanted);
    if (place === undefined) return;
    this.#wanted = undefined;
    if (this.#state.phase === 'over') this.#set({ phase: 'there' });
    this.video.currentTime = place;
  }

  #failed(again: () => void): void {
    clearTimeout(this.#again);
    // The feed may be starting, or the line be down.
    if (this.options.live) this.#again = setTimeout(again, againMs);
    else this.#set({ phase: 'failed' });
  }

  #native(): void {
    const { video, url, options } = this;
    const on = { signal: this.#events.signal };
    const load = () => {
      video.src = url;
    };
    const known = () => {
      const began = (video as { getStartDate?: () => Date }).getStartDate?.().getTime();
      const spans = options.spans ?? (began ? [{ from: began, until: Number.POSITIVE_INFINITY }] : []);
      this.#there(sectionsOf(spans));
    };
    video.addEventListener('loadedmetadata', known, on);
    video.addEventListener('error', () => this.#failed(load), on);
    load();
  }

  async #scripted(): Promise<void> {
    const { video, url, options } = this;
    const { default: Library } = await import('hls.js/light');
    if (this.#closed) return;
    const hls = new Library({
      enableWorker: false,
      ...(options.live
        ? { liveSyncDurationCount: 2, liveMaxLatencyDurationCount: 5 }
        : { autoStartLoad: true, startPosition: 0 }),
    });
    this.#hls = hls;
    const load = () => hls.loadSource(url);
    const { Events, ErrorTypes } = Library;
    const sections = () => {
      const fragments = hls.latestLevelDetails?.fragments ?? [];
      this.#there(
        fragments.flatMap(({ start, duration, programDateTime: from }) =>
          from === null ? [] : [{ start, duration, from }],
        ),
      );
    };
    hls.on(Events.LEVEL_UPDATED, sections);
    hls.on(Events.LEVEL_PTS_UPDATED, sections);
    hls.on(Events.ERROR, (_, { fatal, type }) => {
      if (fatal && type === ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
      else if (fatal) this.#failed(load);
    });
    hls.attachMedia(video);
    load();
  }
}
