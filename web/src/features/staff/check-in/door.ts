import { idempotencyKey, type Schema } from '@/lib/api';
import { ApiError } from '@/lib/problem-types';

export type Draft = Schema<'CheckInDraft'>;
export type CheckIn = Schema<'CheckIn'>;

/** What the door says of the last code or person. */
export type Verdict =
  | { kind: 'asking' }
  | { kind: 'welcome' | 'again'; checkIn: CheckIn }
  | { kind: 'kept' }
  | { kind: 'refused'; error: unknown; draft: Draft };

/** Somebody who was let in without a network, and whom the server refused afterwards. */
export interface Missed {
  key: string;
  at: string;
  code: string;
}

interface Scan {
  key: string;
  at: string;
  draft: Draft;
}

export interface DoorState {
  verdict: Verdict | undefined;
  kept: readonly Scan[];
  missed: readonly Missed[];
}

/** Sends a draft under its key, which the server counts once however often it comes. */
export type Send = (draft: Draft, key: string) => Promise<CheckIn>;

/** The door of one event on one phone: what cannot be sent is kept on the device until there is a network again. */
export class Door {
  #state: DoorState;
  #listeners = new Set<() => void>();
  #sending = false;

  constructor(
    private readonly name: string,
    private readonly send: Send,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined,
  ) {
    this.#state = { verdict: undefined, ...this.#stored() };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): DoorState => this.#state;

  /** Checks somebody in, or keeps that they came. */
  async admit(draft: Draft): Promise<void> {
    const scan = { key: idempotencyKey(), at: new Date().toISOString(), draft };
    this.#set({ verdict: { kind: 'asking' } });
    try {
      const checkIn = await this.send(draft, scan.key);
      this.#set({ verdict: { kind: checkIn.again ? 'again' : 'welcome', checkIn } });
    } catch (error) {
      if (refuses(error)) return this.#set({ verdict: { kind: 'refused', error, draft } });
      const known = this.#state.kept.some((one) => same(one.draft, draft));
      this.#set({ verdict: { kind: 'kept' }, kept: known ? this.#state.kept : [...this.#state.kept, scan] });
      return;
    }
    await this.flush();
  }

  /** Sends what was kept, first come first, until the network is gone again. */
  async flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let scan = this.#state.kept[0]; scan; scan = this.#state.kept[0]) await this.#deliver(scan);
    } catch {
      // Still no network: the rest stays kept.
    } finally {
      this.#sending = false;
    }
  }

  dismiss(key: string): void {
    this.#set({ missed: this.#state.missed.filter((one) => one.key !== key) });
  }

  async #deliver(scan: Scan): Promise<void> {
    const { key, at } = scan;
    let { missed } = this.#state;
    try {
      await this.send(scan.draft, key);
    } catch (error) {
      if (!refuses(error)) throw error;
      missed = [...missed, { key, at, code: error.code }];
    }
    this.#set({ kept: this.#state.kept.filter((one) => one.key !== key), missed });
  }

  #set(change: Partial<DoorState>): void {
    this.#state = { ...this.#state, ...change };
    this.#store();
    for (const listener of this.#listeners) listener();
  }

  #stored(): Pick<DoorState, 'kept' | 'missed'> {
    try {
      const { kept = [], missed = [] } = JSON.parse(this.storage?.getItem(this.name) ?? '{}') as Partial<DoorState>;
      return { kept, missed };
    } catch {
      return { kept: [], missed: [] }; // something else wrote there
    }
  }

  #store(): void {
    const { kept, missed } = this.#state;
    try {
      if (kept.length + missed.length === 0) this.storage?.removeItem(this.name);
      else this.storage?.setItem(this.name, JSON.stringify({ kept, missed }));
    } catch {
      // Full or forbidden storage: the page itself still has them.
    }
  }
}

/** A plain no. All else is worth sending again: who was let in must not be lost to half an answer or a sign-in that ran out. */
function refuses(error: unknown): error is ApiError {
  return error instanceof ApiError && !error.passing && error.status !== 401;
}

function same(a: Draft, b: Draft): boolean {
  return a.code === b.code && a.registration === b.registration;
}
