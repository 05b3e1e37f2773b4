import { describe, expect, it } from 'vitest';
import { atFirst, bearWith, isBad, type Judgement, judge, type Sample } from './quality';

const good: Sample = { lossPercent: 0, rttMs: 40, fps: 25, heldBack: false, expected: true };
const bad: Sample = { ...good, lossPercent: 30 };
const judged = (state: Judgement, ...samples: Sample[]) => samples.reduce(judge, state);
const times = (count: number, sample: Sample) => Array<Sample>(count).fill(sample);

describe('a slow network', () => {
  it('is one that loses a tenth, answers late, stands still or is held back by the server', () => {
    expect(isBad(good)).toBe(false);
    expect(
      [{ lossPercent: 10 }, { rttMs: 1500 }, { fps: 0 }, { heldBack: true }].map((each) => isBad({ ...good, ...each })),
    ).toEqual([true, true, true, true]);
  });

  it('is none while there is no picture to be had', () => {
    expect(isBad({ ...bad, fps: 0, expected: false })).toBe(false);
  });

  it('ends the pictures after ten seconds in a row, and not before', () => {
    expect(judged(atFirst, ...times(4, bad)).picture).toBe('on');
    expect(judged(atFirst, ...times(4, bad), good, ...times(4, bad)).picture).toBe('on');
    expect(judged(atFirst, ...times(5, bad)).picture).toBe('slow');
  });

  it('is borne with for longer once the viewer has asked for the pictures again', () => {
    const again = bearWith(judged(atFirst, ...times(5, bad)));
    expect(again.picture).toBe('on');
    expect(judged(again, ...times(9, bad)).picture).toBe('on');
    expect(judged(again, ...times(10, bad)).picture).toBe('slow');
  });
});
