import { emptyRoom, foldRoom, lineOf } from './fold';
import type { ReplayClock } from './replay-clock';
import type { Entry, Line, Person, RoomState } from './types';

/** A stretch of the public lane and those it names. */
export interface Stretch {
  items: Entry[];
  people: Person[];
}

export interface LogOptions {
  /** The last entry to play. */
  head: number;
  clock: ReplayClock;
  read: (after: number, limit: number) => Promise<Stretch>;
  /** How many entries one request asks for. */
  page?: number;
  /** How many entries lie between two states that are kept. */
  every?: number;
}

/** How many requests are on their way at once when something far ahead is wanted. */
const abreast = 4;

/** Folding yields to the page after this long, so that nothing on it stands still. */
const sliceMs = 8;

/**
 * The log of a session that is over, read as far as it is needed, and the room's state at any of its entries. States
 * are kept every few hundred entries; any other is a short fold from the one before it. They share what did not
 * change, so keeping them costs little.
 */
export class ReplayLog {
  readonly head: number;
  readonly clock: ReplayClock;
  #entries: Entry[] = [];
  #offsets: number[] = [];
  #kept: RoomState[] = [emptyRoom()];
  #people: ReadonlyMap<string, Person> = new Map();
  #reading: Promise<void> | undefined;
  readonly #options: Required<LogOptions>;

  constructor(options: LogOptions) {
    this.#options = { page: 500, every: 250, ...options };
    this.head = options.head;
    this.clock = options.clock;
  }

  /** How many entries are there. */
  get loaded(): number {
    return this.#entries.length;
  }

  get complete(): boolean {
    return this.loaded >= this.head;
  }

  get people(): ReadonlyMap<string, Person> {
    return this.#people;
  }

  /** Up to where the clock may run with what is there; below nought when that is not even the start. */
  get until(): number {
    return this.complete ? this.clock.length : (this.#offsets.at(-1) ?? 0) - 1;
  }

  /** When an entry that is there happened, by the replay's clock. */
  offsetOf(seq: number): number {
    return this.#offsets[Math.min(seq, this.loaded) - 1] ?? 0;
  }

  /** The last entry that has happened when the clock shows `offset`, of those that are there. */
  seqAt(offset: number): number {
    let [low, high] = [0, this.loaded];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#offsets[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Reads on until there is enough: a page, then several at once. `heard` is called after each batch. */
  async load(enough: () => boolean, heard: () => void = () => undefined): Promise<void> {
    for (let pages = 1; !this.complete && !enough(); pages = abreast) {
      this.#reading ??= this.#read(pages).finally(() => {
        this.#reading = undefined;
      });
      await this.#reading;
      heard();
    }
  }

  /** Reads one page ahead, unless something is being read already. */
  async ahead(): Promise<void> {
    if (this.complete) return;
    this.#reading ??= this.#read(1).finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  /** The room after entry `seq`; the same, byte for byte, however one came here. */
  async stateAt(seq: number): Promise<RoomState> {
    const { every } = this.#options;
    const wanted = Math.min(seq, this.loaded);
    const mark = Math.min(Math.floor(wanted / every), this.#kept.length - 1);
    let state = this.#kept[mark] ?? emptyRoom();
    let since = performance.now();
    for (let at = mark * every; at < wanted; ) {
      state = foldRoom(state, this.#entries[at] as Entry);
      at += 1;
      if (at % every !== 0) continue;
      this.#kept[at / every] = state;
      if (performance.now() - since < sliceMs) continue;
      await breath();
      since = performance.now();
    }
    return state;
  }

  /** The lines of the chat before an entry, the last `count` of them. */
  linesBefore(seq: number, count: number): Line[] {
    const found: Line[] = [];
    for (let i = Math.min(seq - 1, this.loaded) - 1; i >= 0 && found.length < count; i--) {
      const entry = this.#entries[i] as Entry;
      if (entry.type === 'chat.posted') found.push(lineOf(entry));
    }
    return found.reverse();
  }

  async #read(pages: number): Promise<void> {
    const { page, read } = this.#options;
    const from = this.loaded;
    const starts = Array.from({ length: pages }, (_, i) => from + i * page).filter((after) => after < this.head);
    const stretches = await Promise.all(starts.map((after) => read(after, Math.min(page, this.head - after))));
    for (const { items, people } of stretches) {
      for (const entry of items) this.#take(entry);
      if (people.length > 0)
        this.#people = new Map([...this.#people, ...people.map((each) => [each.id, each] as const)]);
    }
    const end = Math.min(from + pages * page, this.head);
    if (this.loaded < end) throw new Error(`the log ends at ${this.loaded} instead of ${end}`);
  }

  #take(entry: Entry): void {
    if (entry.seq !== this.loaded + 1) return;
    // Servers' clocks may differ by a little: time never goes back.
    const offset = this.clock.offsetOf(Date.parse(entry.at));
    this.#offsets.push(Math.max(offset, this.#offsets.at(-1) ?? 0));
    this.#entries.push(entry);
  }
}

/** Lets the page do what it has to. */
function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
