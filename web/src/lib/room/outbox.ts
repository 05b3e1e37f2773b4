import type { Line } from './types';

/**
 * Lines a person wrote that the server has not yet acknowledged. They are kept per room and person, go out one
 * after another with a key that makes repeating harmless, and outlive a reload, a cut and an expired sign-in.
 */
export interface OutboxItem {
  key: string;
  text: string;
  replyTo?: number;
  at: string;
  state: 'queued' | 'sending' | 'failed' | 'sent' | 'review';
  error?: OutboxError;
  /** Where the log stood when it was first sent: the line can only come after. */
  after?: number;
  /** Public seq once posted; the item goes when the log has reached it. */
  seq?: number;
  /** Staff seq while a moderator has it; the item goes when it is reviewed. */
  waiting?: number;
}

export interface OutboxError {
  code: string;
  params?: Record<string, unknown>;
  requestId?: string;
}

export interface OutboxState {
  items: readonly OutboxItem[];
  /** Nothing goes out before this moment: slow mode or the room's budget. */
  resumeAt: number | undefined;
  /** Why the queue stands still: the line is down or the sign-in has ended. */
  held: 'offline' | 'sign-in' | undefined;
}

export type Posted = { status: 'posted' | 'waiting'; seq?: number; waiting?: number };

/** What posting may answer besides success. */
export class PostRefused extends Error {
  constructor(
    readonly kind: 'sign-in' | 'unreachable' | 'later' | 'refused',
    readonly error: OutboxError,
    readonly retryAfterMs = 0,
  ) {
    super(error.code);
  }
}

export interface OutboxOptions {
  room: string;
  person: string;
  post: (item: OutboxItem) => Promise<Posted>;
  /** How far this page has read the public lane. */
  head?: () => number;
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  retryMs?: number;
  newKey?: () => string;
}

type Timer = ReturnType<typeof setTimeout>;

export class Outbox {
  #state: OutboxState;
  #listeners = new Set<() => void>();
  #sending = false;
  #stopped = false;
  #timer: Timer | undefined;
  readonly #options: OutboxOptions;
  readonly #slot: string;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#slot = `zy.outbox.${options.room}.${options.person}`;
    this.#state = { items: this.#load(), resumeAt: undefined, held: undefined };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): OutboxState => this.#state;

  add(text: string, replyTo?: number): void {
    const key = (this.#options.newKey ?? newKey)();
    const item: OutboxItem = { key, text, at: new Date().toISOString(), state: 'queued' };
    this.#set({ items: [...this.#state.items, replyTo ? { ...item, replyTo } : item] });
    this.flush();
  }

  /** Sends what is queued; called when the line is back, after a sign-in, and by its own timer. */
  flush = (): void => {
    if (this.#stopped || this.#sending || this.#resting()) return;
    clearTimeout(this.#timer);
    if (this.#state.held) this.#set({ held: undefined });
    void this.#run();
  };

  retry(key: string): void {
    this.#change(key, { state: 'queued', error: undefined });
    this.flush();
  }

  remove(key: string): void {
    this.#set({ items: this.#state.items.filter((item) => item.key !== key) });
  }

  /** The log has reached `head`: posted lines up to there are on the page now. */
  arrived(head: number): void {
    if (!this.#state.items.some((item) => item.state === 'sent' && (item.seq ?? 0) <= head)) return;
    this.#set({ items: this.#state.items.filter((item) => item.state !== 'sent' || (item.seq ?? 0) > head) });
  }

  /** A moderator decided on a line of mine. A rejected one stays, with its words. */
  reviewed(staffSeq: number, decision: 'publish' | 'reject', reason?: string): void {
    const item = this.#state.items.find((each) => each.waiting === staffSeq);
    if (item?.state !== 'review') return;
    if (decision === 'publish') this.remove(item.key);
    else {
      const params = reason ? { reason } : undefined;
      this.#change(item.key, { state: 'failed', error: { code: 'chat_rejected', ...(params && { params }) } });
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Undoes `stop`: React may mount, unmount and mount again. */
  start(): void {
    this.#stopped = false;
    this.flush();
  }

  async #run(): Promise<void> {
    this.#sending = true;
    try {
      for (let item = this.#next(); item && !this.#stopped; item = this.#next()) {
        this.#change(item.key, { state: 'sending', after: item.after ?? this.#options.head?.() ?? 0 });
        const go = await this.#send(item);
        if (!go) return;
      }
    } finally {
      this.#sending = false;
    }
  }

  /** Sends one line; false when the queue has to stand still. */
  async #send(item: OutboxItem): Promise<boolean> {
    try {
      const { status, seq, waiting } = await this.#options.post(item);
      if (status === 'waiting') this.#change(item.key, { state: 'review', waiting });
      else this.#change(item.key, { state: 'sent', seq });
      return true;
    } catch (error) {
      const refusal = error instanceof PostRefused ? error : new PostRefused('unreachable', { code: 'unknown' });
      if (refusal.kind === 'refused') {
        this.#change(item.key, { state: 'failed', error: refusal.error });
        return true;
      }
      this.#change(item.key, { state: 'queued' });
      this.#hold(refusal);
      return false;
    }
  }

  #hold({ kind, retryAfterMs }: PostRefused): void {
    if (kind === 'sign-in') {
      this.#set({ held: 'sign-in' });
      return;
    }
    const delay = kind === 'later' ? Math.max(retryAfterMs, 250) : (this.#options.retryMs ?? 4_000);
    if (kind === 'later') this.#set({ resumeAt: Date.now() + delay });
    else this.#set({ held: 'offline' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#set({ resumeAt: undefined });
      this.flush();
    }, delay);
  }

  #resting(): boolean {
    return (this.#state.resumeAt ?? 0) > Date.now();
  }

  #next(): OutboxItem | undefined {
    return this.#state.items.find((item) => item.state === 'queued');
  }

  #change(key: string, change: Partial<OutboxItem>): void {
    this.#set({ items: this.#state.items.map((item) => (item.key === key ? { ...item, ...change } : item)) });
  }

  #set(change: Partial<OutboxState>): void {
    const keep = change.items && change.items !== this.#state.items;
    this.#state = { ...this.#state, ...change };
    if (keep) this.#save();
    for (const listener of this.#listeners) listener();
  }

  #storage(): OutboxOptions['storage'] {
    try {
      return this.#options.storage ?? globalThis.localStorage;
    } catch {
      return undefined; // storage blocked: the queue lives as long as the page
    }
  }

  #load(): OutboxItem[] {
    try {
      const kept = JSON.parse(this.#storage()?.getItem(this.#slot) ?? '[]') as OutboxItem[];
      // What was under way when the page went may or may not have arrived; its key makes asking again safe.
      return kept.map((item) => (item.state === 'sending' ? { ...item, state: 'queued' } : item));
    } catch {
      return [];
    }
  }

  #save(): void {
    const keep = this.#state.items.filter((item) => item.state !== 'sent');
    try {
      if (keep.length === 0) this.#storage()?.removeItem(this.#slot);
      else this.#storage()?.setItem(this.#slot, JSON.stringify(keep));
    } catch {
      // Storage full: sending goes on from memory.
    }
  }
}

/** randomUUID needs a secure context; an office server on plain HTTP has none. */
function newKey(): string {
  if (globalThis.crypto?.randomUUID) return globalThis.crypto.randomUUID();
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The items that are not on the page yet. The log may bring a line before the answer to its POST comes, or when
 * that answer was lost; it is then known by its author, its words, and by having come after it was sent.
 */
export function notYetInLog(
  items: readonly OutboxItem[],
  lines: readonly Line[],
  me: string | undefined,
): OutboxItem[] {
  const taken = new Set<number>();
  return items.filter((item) => {
    const { after, text } = item;
    if (after === undefined || item.state === 'review' || item.state === 'failed') return true;
    const line = lines.find((each) => each.by === me && each.seq > after && each.text === text && !taken.has(each.seq));
    if (line) taken.add(line.seq);
    return !line;
  });
}
