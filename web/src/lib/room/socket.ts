import type { Entry, Line, Person, ServerFrame } from './types';
import { emptyView, Gap, type RoomView, sinceOf, takeFrame, withEarlier } from './view';

/**
 * The one socket of a room: connects, keeps itself alive, comes back after a cut exactly where it was, and
 * says in plain states what is going on. Framework-free: React reads it through subscribe and getSnapshot.
 */
export type Phase =
  | 'connecting' // on the way, nothing to say yet
  | 'open'
  | 'waiting' // cut; `retryAt` says when it tries again
  | 'signed-out' // the sign-in is gone; a new one is needed, then `reconnect`
  | 'closed'; // the room does not want this client back: `bye` says why

export type Quality = 'good' | 'slow' | 'lost';

/** What a refused upgrade meant. The browser hides the status of a failed upgrade, so REST is asked. */
export type Verdict = 'ok' | 'sign-in' | 'denied' | 'unreachable';

export interface ConnectionState extends RoomView {
  phase: Phase;
  quality: Quality;
  offline: boolean;
  retryAt: number | undefined;
  bye: { code: string } | undefined;
  /** When the connection was lost; the page says the picture stands still since then. */
  lostAt: number | undefined;
}

export interface SocketOptions {
  url: string;
  probe: () => Promise<Verdict>;
  /** Renews the sign-in; false when the person has to sign in again. */
  refresh: () => Promise<boolean>;
  heartbeat?: { everyMs: number; patienceMs: number };
  backoff?: { firstMs: number; maxMs: number };
  /** How long coming back may take when a server sends its people elsewhere. */
  returnMs?: number;
}

type Timer = ReturnType<typeof setTimeout>;

const slowMs = 1200;

/** Byes of a server that stops or rests while the room goes on elsewhere. */
const elsewhere = new Set(['draining', 'moved']);

export class RoomSocket {
  #state: ConnectionState = {
    ...emptyView,
    phase: 'connecting',
    quality: 'good',
    offline: false,
    retryAt: undefined,
    bye: undefined,
    lostAt: undefined,
  };
  #listeners = new Set<() => void>();
  #hearers = new Set<(entry: Entry, after: ConnectionState) => void>();
  #socket: WebSocket | undefined;
  #attempts = 0;
  #gaps = 0;
  #returns = 0;
  #retry: Timer | undefined;
  #beat: Timer | undefined;
  #patience: Timer | undefined;
  #pingedAt = 0;
  #timed: ((c: number, s: number) => void) | undefined;
  #stopped = true;
  readonly #options: Required<SocketOptions>;

  constructor(options: SocketOptions) {
    this.#options = {
      heartbeat: { everyMs: 20_000, patienceMs: 8_000 },
      backoff: { firstMs: 1_000, maxMs: 15_000 },
      returnMs: 3_000,
      ...options,
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): ConnectionState => this.#state;

  /** Each new entry of the public lane, and the room after it. */
  hear(listener: (entry: Entry, after: ConnectionState) => void): () => void {
    this.#hearers.add(listener);
    return () => this.#hearers.delete(listener);
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    globalThis.addEventListener?.('online', this.#online);
    globalThis.addEventListener?.('offline', this.#offline);
    globalThis.document?.addEventListener('visibilitychange', this.#seen);
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    globalThis.removeEventListener?.('online', this.#online);
    globalThis.removeEventListener?.('offline', this.#offline);
    globalThis.document?.removeEventListener('visibilitychange', this.#seen);
    this.#drop();
    clearTimeout(this.#retry);
  }

  /** "现在重连", and after a new sign-in. */
  reconnect = (): void => {
    if (this.#stopped) return;
    this.#attempts = 0;
    this.#connect();
  };

  /** Input that may be lost. False when it could not even be tried. */
  pulse(type: string): boolean {
    return this.#send({ t: 'pulse', type });
  }

  sticky(key: string, data: unknown): boolean {
    return this.#send({ t: 'sticky', key, data });
  }

  /** Asks what time it is at the server; `heard` gets what was sent and what the server says. */
  askTime(now: number, heard: (c: number, s: number) => void): boolean {
    this.#timed = heard;
    return this.#send({ t: 'time', c: now });
  }

  addEarlier(lines: Line[], people: Person[]): void {
    this.#set(withEarlier(this.#state, lines, people));
  }

  addPeople(people: Person[]): void {
    this.#set(takeFrame(this.#state, { t: 'who', people }));
  }

  #set(change: Partial<ConnectionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  #send(frame: object): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #connect(): void {
    this.#drop();
    clearTimeout(this.#retry);
    this.#set({ phase: 'connecting', retryAt: undefined });
    const url = new URL(this.#options.url, globalThis.location?.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const { heads, epoch } = this.#state;
    if (epoch) {
      url.searchParams.set('since', sinceOf(heads));
      url.searchParams.set('epoch', epoch);
    }
    const socket = new WebSocket(url, 'zhaoyun.v1');
    this.#socket = socket;
    let greeted = false;
    socket.onmessage = (message) => {
      if (socket !== this.#socket) return;
      this.#alive();
      greeted = this.#take(String(message.data)) || greeted;
    };
    socket.onerror = () => undefined; // a close always follows, and is what counts
    socket.onclose = () => {
      if (socket === this.#socket) void this.#closed(greeted);
    };
    this.#expect();
  }

  /** Takes a message of one or more frames; true when it greeted. */
  #take(message: string): boolean {
    let state = this.#state;
    let greeted = false;
    try {
      for (const text of message.split('\n')) {
        const frame = parse(text);
        if (!frame) continue;
        if (frame.t === 'bye') {
          this.#set(state);
          this.#bye(frame.code, frame.retry);
          return greeted;
        }
        if (frame.t === 'pong') {
          state = { ...state, quality: Date.now() - this.#pingedAt > slowMs ? 'slow' : 'good' };
          continue;
        }
        if (frame.t === 'time') {
          this.#timed?.(frame.c, frame.s);
          continue;
        }
        const before = state.heads.public;
        state = { ...state, ...takeFrame(state, frame) };
        if (frame.t === 'entry' && state.heads.public !== before) {
          for (const hear of this.#hearers) hear(frame, state);
        }
        if (frame.t !== 'hello') continue;
        greeted = true;
        this.#attempts = 0;
        state = { ...state, phase: 'open', quality: 'good', offline: false, bye: undefined, lostAt: undefined };
      }
    } catch (error) {
      if (!(error instanceof Gap)) throw error;
      this.#set(state);
      this.#mend();
      return greeted;
    }
    if (greeted) this.#scheduleBeat();
    this.#set(state);
    return greeted;
  }

  /** Asks for what is missing by coming back with `since`; a gap that stays is treated like a cut. */
  #mend(): void {
    this.#gaps += 1;
    if (this.#gaps <= 2) this.#connect();
    else this.#wait();
    setTimeout(() => {
      this.#gaps = 0;
    }, 30_000);
  }

  #bye(code: string, retry: boolean): void {
    this.#drop();
    if (code === 'expired') {
      void this.#renew();
      return;
    }
    if (retry && elsewhere.has(code)) this.#return();
    else if (retry) this.#wait();
    else this.#set({ phase: code === 'revoked' ? 'signed-out' : 'closed', bye: { code }, lostAt: Date.now() });
  }

  /**
   * Comes back at a random moment, so that those sent away together do not arrive together. Nothing is lost, and
   * nobody is told, unless it does not work or goes round in circles.
   */
  #return(): void {
    this.#returns += 1;
    setTimeout(() => {
      this.#returns -= 1;
    }, 30_000);
    if (this.#returns > 2) {
      this.#wait();
      return;
    }
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), this.#options.returnMs * Math.random());
    this.#set({ phase: 'connecting', retryAt: undefined });
  }

  async #renew(): Promise<void> {
    this.#set({ phase: 'connecting' });
    const renewed = await this.#options.refresh().catch(() => undefined);
    if (this.#stopped) return;
    if (renewed === undefined) this.#wait();
    else if (renewed) this.#connect();
    else this.#set({ phase: 'signed-out', lostAt: Date.now() });
  }

  async #closed(greeted: boolean): Promise<void> {
    this.#drop();
    if (this.#stopped) return;
    if (greeted) {
      this.#wait();
      return;
    }
    const verdict = await this.#options.probe().catch((): Verdict => 'unreachable');
    if (this.#stopped || this.#socket) return;
    if (verdict === 'sign-in') await this.#renew();
    else if (verdict === 'denied') this.#set({ phase: 'closed', bye: { code: 'door' }, lostAt: Date.now() });
    else this.#wait();
  }

  /** Waits, longer each time and never in step with the others, then tries again. */
  #wait(): void {
    this.#drop();
    const { firstMs, maxMs } = this.#options.backoff;
    const ceiling = Math.min(maxMs, firstMs * 2 ** this.#attempts);
    const delay = ceiling * (0.5 + Math.random() / 2);
    this.#attempts += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), delay);
    this.#set({
      phase: 'waiting',
      quality: 'lost',
      retryAt: Date.now() + delay,
      lostAt: this.#state.lostAt ?? Date.now(),
    });
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    clearTimeout(this.#beat);
    this.#alive();
    if (!socket) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #scheduleBeat(): void {
    clearTimeout(this.#beat);
    this.#beat = setTimeout(() => this.#ping(), this.#options.heartbeat.everyMs);
  }

  #ping(): void {
    this.#pingedAt = Date.now();
    if (this.#send({ t: 'ping' })) this.#expect();
    this.#scheduleBeat();
  }

  /** Something has to be heard within the patience, or the line counts as dead. */
  #expect(): void {
    this.#patience ??= setTimeout(() => this.#wait(), this.#options.heartbeat.patienceMs);
  }

  #alive(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #online = (): void => {
    this.#set({ offline: false });
    if (this.#state.phase === 'waiting') this.reconnect();
    else if (this.#state.phase === 'open') this.#ping();
  };

  #offline = (): void => {
    this.#set({ offline: true });
    if (this.#state.phase === 'open') this.#ping();
  };

  /** A phone that slept may hold a dead socket that nobody told it about. */
  #seen = (): void => {
    if (globalThis.document.visibilityState !== 'visible') return;
    if (this.#state.phase === 'waiting') this.reconnect();
    else if (this.#state.phase === 'open') this.#ping();
  };
}

function parse(text: string): ServerFrame | undefined {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as ServerFrame;
  } catch {
    return undefined;
  }
}
