import { describe, expect, it } from 'vitest';
import { ReplayClock } from './replay-clock';
import { type Recording, ReplayFilm, type Screen } from './replay-film';

const began = Date.parse('2026-11-23T02:00:00.000Z');
const at = (second: number) => began + second * 1000;

/** Live for a minute, an hour's pause that is shown for five seconds, live for another minute. */
const clock = new ReplayClock([
  { at: at(0), offset: 0 },
  { at: at(60), offset: 60_000 },
  { at: at(3660), offset: 65_000 },
  { at: at(3720), offset: 125_000 },
]);

/** From before the start, with a hole of ten seconds, through the pause. */
const recording: Recording = {
  id: 'rec',
  url: '/media/rec/index.m3u8',
  spans: [
    { from: at(-5), until: at(20) },
    { from: at(30), until: at(3700) },
  ],
};

/** A film that is where it was told to be. */
function screenOf() {
  const told: (string | number)[] = [];
  const state = { phase: 'there' as 'there' | 'over' | 'failed', muted: false };
  const listeners = new Set<() => void>();
  let moment: number | undefined;
  const screen: Screen = {
    seek: (to) => {
      told.push(to - began);
      moment = to;
    },
    play: (speed = 1) => told.push(`×${speed}`),
    rest: () => told.push('rest'),
    moment: () => moment,
    getSnapshot: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => told.push('close'),
  };
  return {
    screen,
    told,
    move: (to: number | undefined) => {
      moment = to;
    },
    turn: (phase: typeof state.phase) => {
      state.phase = phase;
      for (const listener of listeners) listener();
    },
  };
}

describe('the film of a replay', () => {
  it('is there where the clock runs as the wall’s did and something was recorded', () => {
    const { stretches } = new ReplayFilm(clock, [recording]);
    expect(stretches.map(({ from, until, at }) => [from, until, at - began])).toEqual([
      [0, 20_000, 0],
      [30_000, 60_000, 30_000],
      [65_000, 105_000, 3_660_000],
    ]);
  });

  it('is the clock where it is there, and leaves it to the log elsewhere', () => {
    const { screen, told, move } = screenOf();
    const film = new ReplayFilm(clock, [recording]);
    film.show(() => screen);
    expect(film.play(10_000, 1.5)).toBe(10_000);
    expect(told).toEqual([10_000, '×1.5']);
    move(at(12.34));
    expect(film.play(10_100, 1.5)).toBe(12_340);
    move(at(31)); // over the hole, which takes no place on the film
    expect(film.play(12_340, 1.5)).toBe(20_000);
    expect(film.play(20_000, 1.5)).toBeUndefined();
    expect(film.after(20_000)).toBe(30_000);
    expect(told.at(-1)).toBe('rest');
  });

  it('goes on without being looked for again where it is close', () => {
    const { screen, told, move } = screenOf();
    const film = new ReplayFilm(clock, [recording]);
    film.show(() => screen);
    film.cue(29_000);
    expect(told).toEqual([]);
    film.play(30_000, 1);
    move(at(3660.05));
    told.length = 0;
    expect(film.play(65_000, 1)).toBe(65_050);
    expect(told).toEqual(['×1']);
  });

  it('has the clock wait for the picture, and go on when its film is over', () => {
    const { screen, move, turn } = screenOf();
    const film = new ReplayFilm(clock, [recording]);
    film.show(() => screen);
    film.play(70_000, 1);
    move(undefined);
    expect(film.play(70_000, 1)).toBe('buffering');
    turn('over');
    expect(film.play(70_000, 1)).toBe(105_000);
  });

  it('leaves the clock to the log when the picture cannot be had, until it is asked for again', () => {
    const one = screenOf();
    const two = screenOf();
    const screens = [one.screen, two.screen];
    const film = new ReplayFilm(clock, [recording]);
    let heard = 0;
    film.subscribe(() => heard++);
    film.show(() => screens.shift() ?? two.screen);
    film.play(10_000, 1);
    one.turn('failed');
    expect(film.failedAt(10_000)).toBe(true);
    expect(film.play(10_000, 1)).toBeUndefined();
    film.retry();
    expect(film.failedAt(10_000)).toBe(false);
    expect(film.play(10_000, 1)).toBe(10_000);
    expect(one.told.at(-1)).toBe('close');
    expect(heard).toBeGreaterThan(1);
  });
});
