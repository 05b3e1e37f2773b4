import { describe, expect, it } from 'vitest';
import { changeOf, pagesOf, rangesOf, rangeText } from './pages';

describe('pages that are let out', () => {
  it('go from ranges to pages and back', () => {
    const ranges: [number, number][] = [
      [1, 3],
      [12, 12],
    ];
    expect([...pagesOf(ranges)]).toEqual([1, 2, 3, 12]);
    expect(rangesOf(pagesOf(ranges))).toEqual(ranges);
    expect(rangesOf(new Set([12, 2, 1, 3]))).toEqual(ranges);
  });
  it('are written as people write them', () => {
    expect(rangeText(new Set([3, 1, 2, 12]))).toBe('1–3, 12');
    expect(rangeText(new Set())).toBe('');
  });
  it('tell what a choice adds and takes back', () => {
    const { added, removed } = changeOf(new Set([1, 2]), new Set([2, 5]));
    expect([[...added], [...removed]]).toEqual([[5], [1]]);
  });
});
