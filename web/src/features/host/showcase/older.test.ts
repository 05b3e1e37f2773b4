import { expect, test } from 'vitest';
import { olderFigures, speaksOf } from './older';

const changes = [
  { before: 24680, after: 24900 },
  { before: { start: { value: 129570, unit: 'wan' } }, after: { start: { value: 135000, unit: 'wan' } } },
];

test('a page that shows figures of an earlier notice is found out', () => {
  expect(olderFigures('土地面积 24,680 ㎡，起始价 135,000 万元', changes)).toEqual([24680]);
  expect(olderFigures('起始价 129570 万元', changes)).toEqual([129570]);
  expect(olderFigures('土地面积 24,900 ㎡', changes)).toEqual([]);
});

test('a part of another figure is none', () => {
  expect(olderFigures('124,680 ㎡、24,680.5 ㎡、246801', changes)).toEqual([]);
});

test('a figure that the notice has again is right', () => {
  expect(olderFigures('24,680', [...changes, { before: 1, after: 24680 }])).toEqual([]);
});

test('a parcel is known by its number, however it is bracketed, or its name', () => {
  expect(speaksOf('杭政储出［2026］ 12 号 地块', ['杭政储出[2026]12号'])).toBe(true);
  expect(speaksOf('始版桥 未来社区 · 甲', ['无', '始版桥未来社区 · 甲'])).toBe(true);
  expect(speaksOf('别的地块', ['杭政储出[2026]12号'])).toBe(false);
});
