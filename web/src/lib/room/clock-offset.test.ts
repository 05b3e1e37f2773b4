import { describe, expect, it } from 'vitest';
import { offsetOf, type Sample, ServerClock } from './clock-offset';

/** A sample over a net that takes so long there and back, by a clock that is so far behind. */
function sample(at: number, behind: number, there: number, back: number): Sample {
  return { c: at - behind, s: at + there, r: at + there + back - behind };
}

describe('the offset of clocks', () => {
  it('is not known before the first answer', () => {
    expect(offsetOf([])).toBeUndefined();
  });

  it('is exact over a net that takes as long there as back', () => {
    expect(offsetOf([sample(1000, 5000, 120, 120)])).toEqual({ ms: 5000, within: 120 });
  });

  it('takes the least way there and the least way back, be they of different answers', () => {
    const found = offsetOf([sample(0, -3000, 10, 300), sample(500, -3000, 280, 10), sample(900, -3000, 150, 200)]);
    expect(found?.ms).toBeCloseTo(-3000, 0);
    expect(found?.within).toBeLessThan(11);
  });

  it('is never further off than it says', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    };
    for (let n = 0; n < 200; n++) {
      const behind = (random() - 0.5) * 10_000;
      const samples = Array.from({ length: 1 + Math.floor(random() * 20) }, (_, i) =>
        sample(i * 250, behind, random() * 300, random() * 300),
      );
      const found = offsetOf(samples);
      expect(Math.abs((found?.ms ?? 0) - behind)).toBeLessThanOrEqual((found?.within ?? 0) + 1e-6);
    }
  });

  it('believes the latest when somebody set a clock meanwhile', () => {
    const found = offsetOf([sample(0, 5000, 5, 5), sample(250, 0, 40, 40)]);
    expect(found).toEqual({ ms: 0, within: 40 });
  });

  it('asks several times, then now and then', () => {
    const asked: number[] = [];
    const clock = new ServerClock(
      (c, heard) => {
        asked.push(c);
        heard(c, c + 1234);
        return true;
      },
      () => 1_000,
    );
    expect(clock.now()).toBe(1_000);
    clock.measure()();
    expect(asked).toEqual([1_000]);
    expect(clock.now()).toBe(2_234);
  });
});
