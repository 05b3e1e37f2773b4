import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyRoom, foldRoom } from './fold';
import { ReplayPlayer } from './replay';
import { ReplayClock } from './replay-clock';
import { ReplayLog, type Stretch } from './replay-log';
import type { Entry, RoomState } from './types';

const folder = resolve(__dirname, '../../../../testdata/rooms');

interface Golden {
  name: string;
  entries: Entry[];
  state: RoomState;
}

const goldens = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(resolve(folder, file), 'utf8')) as Golden);

/** A log whose clock is that of its own entries. */
function logOf(entries: Entry[], more: { page?: number; every?: number; read?: typeof reader } = {}): ReplayLog {
  const lane = entries.filter((entry) => entry.lane === 'public');
  const [first, last] = [Date.parse(lane[0]?.at ?? ''), Date.parse(lane.at(-1)?.at ?? '')];
  const clock = new ReplayClock(
    lane.length === 0
      ? []
      : [
          { at: first, offset: 0 },
          { at: last, offset: last - first },
        ],
  );
  const { read = reader, ...rest } = more;
  return new ReplayLog({ head: lane.length, clock, read: read(lane), page: 3, every: 4, ...rest });
}

const reader =
  (lane: Entry[]) =>
  async (after: number, limit: number): Promise<Stretch> => ({ items: lane.slice(after, after + limit), people: [] });

/** The same sequence each time, so that a failure comes again. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

describe('the golden logs, replayed', () => {
  for (const golden of goldens) {
    const lane = golden.entries.filter((entry) => entry.lane === 'public');

    it(`${golden.name}: wherever one comes from, a place in the log has one state`, async () => {
      const folded = [emptyRoom()];
      for (const entry of lane) folded.push(foldRoom(folded.at(-1) as RoomState, entry));
      const log = logOf(golden.entries);
      const random = dice(lane.length + 7);
      for (let i = 0; i < 60; i++) {
        const seq = Math.floor(random() * (lane.length + 1));
        await log.load(() => log.loaded >= seq);
        expect(JSON.stringify(await log.stateAt(seq))).toBe(JSON.stringify(folded[seq]));
      }
    });

    it(`${golden.name}: the player ends with the state the live room ended with`, async () => {
      const player = new ReplayPlayer(logOf(golden.entries));
      await player.seek(Number.POSITIVE_INFINITY);
      expect(JSON.stringify(player.getSnapshot().room)).toBe(JSON.stringify(golden.state));
      await player.seek(0);
      await player.seek(Number.POSITIVE_INFINITY);
      expect(JSON.stringify(player.getSnapshot().room)).toBe(JSON.stringify(golden.state));
      expect(player.getPlayback()).toMatchObject({ waiting: false, failed: undefined, loaded: lane.length });
    });
  }
});

const start = Date.parse('2026-11-23T02:00:00.000Z');

/** A line each second, whose text is its number. */
function lines(count: number): Entry[] {
  return Array.from({ length: count }, (_, i) => ({
    lane: 'public' as const,
    seq: i + 1,
    type: 'chat.posted',
    at: new Date(start + i * 1000).toISOString(),
    by: 'prt_a',
    data: { text: String(i + 1) },
  }));
}

describe('clock', () => {
  const minute = 60_000;
  // Live for ten minutes, an hour's break shown in five seconds, live for ten more.
  const clock = new ReplayClock([
    { at: start, offset: 0 },
    { at: start + 10 * minute, offset: 10 * minute },
    { at: start + 70 * minute, offset: 10 * minute + 5000 },
    { at: start + 80 * minute, offset: 20 * minute + 5000 },
  ]);

  it('rests before the start and after the end', () => {
    expect(clock.offsetOf(start - minute)).toBe(0);
    expect(clock.offsetOf(start + 500 * minute)).toBe(clock.length);
    expect(new ReplayClock([]).offsetOf(start)).toBe(0);
  });

  it('hurries through a break, and there and back is the same place', () => {
    expect(clock.offsetOf(start + 40 * minute)).toBe(10 * minute + 2500);
    for (const offset of [0, 1234, 10 * minute, 10 * minute + 4000, 15 * minute, clock.length]) {
      expect(clock.offsetOf(Math.ceil(clock.momentOf(offset)))).toBeGreaterThanOrEqual(offset);
      expect(clock.offsetOf(Math.floor(clock.momentOf(offset)))).toBeLessThanOrEqual(offset);
    }
  });
});

describe('player', () => {
  afterEach(() => vi.useRealTimers());

  const last = (player: ReplayPlayer) => player.getSnapshot().room.lines.at(-1)?.text;

  it('plays at the speed that was chosen and stops at the end', async () => {
    vi.useFakeTimers();
    const player = new ReplayPlayer(logOf(lines(60), { page: 100 }));
    await player.seek(0);
    player.play();
    await vi.advanceTimersByTimeAsync(5000);
    expect(last(player)).toBe('6');
    player.setSpeed(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(last(player)).toBe('16');
    player.pause();
    await vi.advanceTimersByTimeAsync(5000);
    expect(last(player)).toBe('16');
    player.play();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(last(player)).toBe('60');
    expect(player.getPlayback()).toMatchObject({ playing: false, offset: 59_000 });
    player.play(); // begins again
    await vi.advanceTimersByTimeAsync(1000);
    expect(Number(last(player))).toBeLessThan(10);
    player.stop();
  });

  it('reads only as far as it has to, and goes on by itself when the log catches up', async () => {
    vi.useFakeTimers();
    const asked: number[] = [];
    const read = (lane: Entry[]) => async (after: number, limit: number) => {
      asked.push(after);
      return reader(lane)(after, limit);
    };
    const player = new ReplayPlayer(logOf(lines(400), { page: 50, read }));
    await player.seek(0);
    expect(asked).toEqual([0]);
    player.play();
    await vi.advanceTimersByTimeAsync(390_000);
    expect(last(player)).toBe('391');
    expect(new Set(asked).size).toBe(asked.length);
    player.stop();
  });

  it('of several jumps keeps the last, and finds an entry by its number', async () => {
    const player = new ReplayPlayer(logOf(lines(300), { page: 20, every: 16 }));
    await Promise.all([player.seek(200_000), player.seek(10_000), player.seekEntry(123)]);
    expect(last(player)).toBe('123');
    expect(player.getPlayback()).toMatchObject({ offset: 122_000, waiting: false });
    expect(player.linesBefore(74, 3).map((line) => line.text)).toEqual(['71', '72', '73']);
  });

  it('says that the log did not come, and goes on from there when it does', async () => {
    let broken = true;
    const read = (lane: Entry[]) => (after: number, limit: number) =>
      broken ? Promise.reject(new Error('no network')) : reader(lane)(after, limit);
    const player = new ReplayPlayer(logOf(lines(30), { read }));
    await player.seek(12_000);
    expect(player.getPlayback()).toMatchObject({ offset: 12_000, waiting: true, failed: new Error('no network') });
    broken = false;
    player.retry();
    await vi.waitFor(() => expect(last(player)).toBe('13'));
    expect(player.getPlayback().failed).toBeUndefined();
  });
});
