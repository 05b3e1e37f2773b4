import { describe, expect, test } from 'vitest';
import { changes, merge, same } from './merge';

const base = { title: { en: 'A' }, zone: 'Asia/Shanghai', figures: [{ value: '105' }] };

test('changes names only what differs, whatever the order of keys', () => {
  expect(changes(base, structuredClone(base))).toEqual({});
  expect(changes({ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } })).toEqual({});
  expect(changes(base, { ...base, figures: [] })).toEqual({ figures: [] });
});

describe('merge', () => {
  test('keeps what somebody else changed where I did not', () => {
    const mine = { ...base, title: { en: 'Mine' } };
    const theirs = { ...base, zone: 'Asia/Hong_Kong' };
    expect(merge(base, mine, theirs)).toEqual({ merged: { ...theirs, title: { en: 'Mine' } }, both: [] });
  });
  test('names the fields that both changed', () => {
    const merged = merge(base, { ...base, zone: 'Asia/Tokyo' }, { ...base, zone: 'Asia/Hong_Kong' });
    expect(merged.both).toEqual(['zone']);
    expect(merged.merged.zone).toBe('Asia/Tokyo');
  });
  test('does not call it a quarrel when both wrote the same', () => {
    const alike = { ...base, title: { en: 'B' } };
    expect(merge(base, alike, structuredClone(alike)).both).toEqual([]);
  });
});

test('same compares lists in order', () => {
  expect(same([1, 2], [2, 1])).toBe(false);
  expect(same([], {})).toBe(false);
  expect(same(undefined, null)).toBe(false);
});
