import { expect, it } from 'vitest';
import { singly, valueWords } from './change';

const t = ((key: string) => key) as never;

it('of several prices only the one that moved is told', () => {
  const start = { value: 129_570, unit: 'wan' };
  const changes = [
    {
      field: 'prices',
      before: { start, step: { value: 500, unit: 'wan' } },
      after: { start, step: { value: 300, unit: 'wan' } },
    },
    { field: 'far', before: { max: 3.5 }, after: { max: 3.2 } },
    { field: 'dates', after: { applyUntil: '2026-12-28' } },
  ];
  expect(singly(changes).map(({ field }) => field)).toEqual(['prices.step', 'far', 'dates.applyUntil']);
});

it('values are told as the sheet tells them', () => {
  expect(valueWords(t, 'far', { min: 2, max: 3.5, minOpen: true })).toBe('2.0 < R ≤ 3.5');
  expect(valueWords(t, 'far', { text: '按规划条件' })).toBe('按规划条件');
  expect(valueWords(t, 'prices.start', { value: 129_570, unit: 'wan' })).toBe('129,570 unit.wan');
  expect(valueWords(t, 'areaM2', 24_680)).toBe('24,680 areaUnit.m2');
  expect(valueWords(t, 'uses', [{ name: '商务金融用地', code: '0902' }])).toBe('商务金融用地 0902');
  expect(valueWords(t, 'status', 'sold')).toBe('status.sold');
  expect(valueWords(t, 'location', undefined)).toBeUndefined();
});
