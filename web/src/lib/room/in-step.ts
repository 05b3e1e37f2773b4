import type { ConnectionState, RoomSocket } from './socket';
import type { Entry, RoomState } from './types';

/** What the audience sees on the stage, and what therefore keeps step with the picture of it. */
interface Seen {
  room: Pick<RoomState, 'state' | 'stage' | 'timeline' | 'scene' | 'rundown'>;
  pointer: ConnectionState['stickies'][string] | undefined;
}

interface Step {
  at: number;
  seen: Seen;
}

/** Tells the moment of the picture that is seen; undefined while there is none. */
export type Moment = () => number | undefined;

const tickMs = 50;

/** A picture that has stood for so long keeps nobody waiting. */
const patienceMs = 10_000;

/**
 * The room as somebody has it who watches a film of it some seconds late: what is on stage changes when the picture
 * reaches the moment of the change; chat, questions and polls come at once. Without a film it is the socket's room.
 * It never goes back, and nothing is lost: each step holds the whole of what is seen.
 */
export class RoomInStep {
  #view: ConnectionState;
  #listeners = new Set<() => void>();
  #moment: Moment | undefined;
  #shown: Seen;
  /** What is to come, in the order of its moments. */
  #steps: Step[] = [];
  /** As of the last entry heard. */
  #heard: Seen;
  /** By how much this clock is ahead of the room's. */
  #ahead = 0;
  #moved = { to: 0, at: 0 };
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(readonly socket: Pick<RoomSocket, 'subscribe' | 'getSnapshot' | 'hear'>) {
    this.#view = socket.getSnapshot();
    this.#heard = seenOf(this.#view);
    this.#shown = this.#heard;
  }

  start(): () => void {
    const stops = [this.socket.hear(this.#hear), this.socket.subscribe(this.#changed)];
    this.#changed();
    return () => {
      for (const stop of stops) stop();
      clearInterval(this.#timer);
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): ConnectionState => this.#view;

  /** From now on the stage follows this picture; without one it is as it is now. */
  follow(moment: Moment | undefined): void {
    clearInterval(this.#timer);
    this.#moment = moment;
    this.#moved = { to: 0, at: performance.now() };
    if (moment) this.#timer = setInterval(this.#tick, tickMs);
    else this.#catchUp();
    this.#tell();
  }

  #hear = (entry: Entry, after: ConnectionState): void => {
    const seen = seenOf(after);
    const changes = !sameRoom(seen, this.#heard);
    if (changes) this.#heard = seen;
    const at = Date.parse(entry.at);
    this.#ahead = Date.now() - at;
    if (!changes) return;
    if (!this.#moment || entry.by === after.you?.id) this.#catchUp();
    else this.#queue(at);
  };

  #changed = (): void => {
    const now = seenOf(this.socket.getSnapshot());
    if (!sameRoom(now, this.#heard)) {
      // Not by entries: a snapshot, after too long a cut or the first of all.
      this.#heard = now;
      this.#catchUp();
    } else if (now.pointer !== this.#heard.pointer) {
      this.#heard = now;
      if (this.#moment) this.#queue(Date.now() - this.#ahead);
      else this.#catchUp();
    }
    this.#tell();
  };

  #queue(at: number): void {
    const last = this.#steps.at(-1);
    if (!last && at <= this.#moved.to) this.#shown = this.#heard;
    else this.#steps.push({ at: Math.max(at, last?.at ?? 0), seen: this.#heard });
  }

  #catchUp(): void {
    this.#steps = [];
    this.#shown = this.#heard;
  }

  #tick = (): void => {
    const now = performance.now();
    const moment = this.#moment?.();
    if (moment !== undefined && moment !== this.#moved.to) this.#moved = { to: moment, at: now };
    if (this.#steps.length === 0) return;
    // Before its first picture, after its last one, and when it has stood for long, a film keeps nothing back.
    const stands = now - this.#moved.at > patienceMs;
    if (moment === undefined ? this.#moved.to === 0 || stands : stands) {
      this.#catchUp();
      this.#tell();
      return;
    }
    const due = this.#steps.filter(({ at }) => at <= this.#moved.to);
    const last = due.at(-1);
    if (!last) return;
    this.#steps = this.#steps.slice(due.length);
    this.#shown = last.seen;
    this.#tell();
  };

  #tell(): void {
    const live = this.socket.getSnapshot();
    const { room, pointer } = this.#shown;
    const inStep = this.#shown === this.#heard;
    const { pointer: _, ...stickies } = live.stickies;
    this.#view = inStep
      ? live
      : { ...live, room: { ...live.room, ...room }, stickies: pointer ? { ...stickies, pointer } : stickies };
    for (const listener of this.#listeners) listener();
  }
}

function seenOf({ room: { state, stage, timeline, scene, rundown }, stickies }: ConnectionState): Seen {
  return { room: { state, stage, timeline, scene, rundown }, pointer: stickies.pointer };
}

function sameRoom({ room: a }: Seen, { room: b }: Seen): boolean {
  return (Object.keys(a) as (keyof typeof a)[]).every((key) => a[key] === b[key]);
}
