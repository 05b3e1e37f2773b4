import { expect, it } from 'vitest';
import { conditions, figure, flipped, queryOf, viewOf, viewText } from './filter';

it('areas are asked for in ㎡, whatever unit they were typed in', () => {
  expect(queryOf({ areaMin: '30', areaMax: '1,500' })).toEqual({ areaMin: 20_000, areaMax: 1_000_000 });
  expect(queryOf({ areaMin: '20000', unit: 'm2' })).toEqual({ areaMin: 20_000 });
});

it('what is no figure asks for nothing', () => {
  expect(queryOf({ price: 'abc', farMin: '-1', areaMin: ' ' })).toEqual({});
  expect(figure('12，000')).toBe(12_000);
});

it('a facet takes several choices, each taken back as it was made', () => {
  const both = flipped(flipped(undefined, 'commercial'), 'public');
  expect(queryOf({ use: both })).toEqual({ use: ['commercial', 'public'] });
  expect(flipped(flipped(both, 'commercial'), 'public')).toBeUndefined();
});

it('the part of the map counts only when it is asked for', () => {
  expect(queryOf({}, '120,30,121,31')).toEqual({});
  expect(queryOf({ here: '1' }, '120,30,121,31')).toEqual({ bbox: '120,30,121,31' });
});

it('counts what narrows the list, not how it is looked at', () => {
  expect(
    conditions({ use: 'commercial', price: '5000', unit: 'm2', sort: 'price', at: '120,30,12', q: '始版桥' }),
  ).toBe(2);
});

it('a view goes into the address and back', () => {
  const text = viewText({ lng: 120.1774912, lat: 30.2231045, zoom: 14.256 });
  expect(text).toBe('120.17749,30.22310,14.26');
  expect(viewOf(text)).toEqual({ lng: 120.17749, lat: 30.2231, zoom: 14.26 });
  for (const wrong of [undefined, '', '1,2', '200,0,3', 'a,b,c', '0,0,99']) expect(viewOf(wrong)).toBeUndefined();
});
