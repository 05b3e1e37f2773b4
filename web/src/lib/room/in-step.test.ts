import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyRoom } from './fold';
import { RoomInStep } from './in-step';
import type { ConnectionState } from './socket';
import type { Entry, ServerFrame } from './types';
import { emptyView, takeFrame } from './view';

const began = Date.parse('2026-11-23T02:00:00.000Z');

/** What the socket tells, without a network. */
class Told {
  #state: ConnectionState = {
    ...emptyView,
    ...{ phase: 'open', quality: 'good', offline: false, retryAt: undefined, bye: undefined, lostAt: undefined },
  };
  #changed = new Set<() => void>();
  #hears = new Set<(entry: Entry, after: ConnectionState) => void>();
  getSnapshot = () => this.#state;
  subscribe = (listener: () => void) => {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  };
  hear = (listener: (entry: Entry, after: ConnectionState) => void) => {
    this.#hears.add(listener);
    return () => this.#hears.delete(listener);
  };
  tell(...frames: ServerFrame[]) {
    for (const frame of frames) {
      this.#state = { ...this.#state, ...takeFrame(this.#state, frame) };
      if (frame.t === 'entry') for (const hear of this.#hears) hear(frame, this.#state);
    }
    for (const changed of this.#changed) changed();
  }
}

const me = { id: 'prt_me', role: 'guest', can: [] };
const hello = (at: number): ServerFrame => ({
  t: 'hello',
  room: 'r',
  epoch: 'e',
  at: { public: at },
  you: me,
  snapshot: { public: { ...emptyRoom(), state: 'live' }, people: [] },
});
const entry = (seq: number, second: number, type: string, data: object, by = 'prt_host'): ServerFrame => ({
  t: 'entry',
  lane: 'public',
  seq,
  type,
  at: new Date(began + second * 1000).toISOString(),
  by,
  data: { ...data },
});
const page = (seq: number, second: number, page: number, by?: string) =>
  entry(seq, second, 'stage.shown', { kind: 'slides', data: { file: 'f', page, pages: 9, name: '甲' } }, by);
const said = (seq: number, second: number) => entry(seq, second, 'chat.posted', { text: '好' });

let told: Told;
let room: RoomInStep;
let picture: number | undefined;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: began });
  told = new Told();
  room = new RoomInStep(told);
  stop = room.start();
  told.tell(hello(0), page(1, 0, 1));
  picture = undefined;
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

const shown = () => room.getSnapshot().room.stage?.data.page;
const film = () => room.follow(() => picture && began + picture * 1000);
const at = (second: number | undefined) => {
  picture = second;
  vi.advanceTimersByTime(60);
};

describe('a room in step with its film', () => {
  it('is the room of the socket while there is no film', () => {
    told.tell(page(2, 5, 2));
    expect(room.getSnapshot()).toBe(told.getSnapshot());
    expect(shown()).toBe(2);
  });

  it('turns the slide when the picture reaches it, and lets chat come at once', () => {
    film();
    at(2);
    told.tell(page(2, 5, 2), said(3, 6));
    expect(shown()).toBe(1);
    expect(room.getSnapshot().room.lines).toHaveLength(1);
    at(4.9);
    expect(shown()).toBe(1);
    at(5);
    expect(shown()).toBe(2);
    expect(room.getSnapshot()).toBe(told.getSnapshot());
  });

  it('shows at once what I do, with all that came before it', () => {
    film();
    at(2);
    told.tell(page(2, 5, 2), page(3, 6, 3, me.id));
    expect(shown()).toBe(3);
    told.tell(page(4, 7, 4));
    expect(shown()).toBe(3);
  });

  it('loses nothing when the picture jumps, and never goes back when that does', () => {
    film();
    at(2);
    told.tell(page(2, 5, 2), page(3, 6, 3), entry(4, 7, 'room.state', { state: 'paused' }), page(5, 30, 4));
    at(8);
    expect([shown(), room.getSnapshot().room.state]).toEqual([3, 'paused']);
    expect(room.getSnapshot().room.timeline).toHaveLength(3);
    at(3);
    expect(shown()).toBe(3);
    at(30);
    expect(shown()).toBe(4);
  });

  it('waits while the picture stands, but not for ever', () => {
    film();
    at(2);
    told.tell(page(2, 5, 2));
    vi.advanceTimersByTime(9000);
    expect(shown()).toBe(1);
    at(undefined);
    expect(shown()).toBe(1);
    vi.advanceTimersByTime(1500);
    expect(shown()).toBe(2);
  });

  it('does not wait before the first picture, nor after the last', () => {
    film();
    told.tell(page(2, 5, 2));
    at(undefined);
    expect(shown()).toBe(2);
    at(4);
    told.tell(page(3, 9, 3));
    at(5);
    expect(shown()).toBe(2);
    room.follow(undefined);
    expect(shown()).toBe(3);
  });

  it('takes a snapshot for what it is', () => {
    film();
    at(2);
    told.tell(page(2, 5, 2));
    told.tell(hello(9));
    expect(room.getSnapshot().room.stage).toBeNull();
    at(6);
    expect(room.getSnapshot().room.stage).toBeNull();
  });

  it('has the presenter point where the picture has got to', () => {
    const point = (n: number): ServerFrame => ({ t: 'sticky', key: 'pointer', v: [1, n], data: { x: 0.1 * n } });
    const seen = () => room.getSnapshot().stickies.pointer?.v[1];
    film();
    at(-5);
    told.tell(point(1));
    expect(seen()).toBeUndefined();
    at(1);
    expect(seen()).toBe(1);
  });
});
