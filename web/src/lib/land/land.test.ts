import { describe, expect, it } from 'vitest';
import { areaDiffers, areaFigure, fromM2, toM2 } from './area';
import { nextDeadline } from './dates';
import { barOf, formula } from './interval';
import { inWan, money } from './price';

describe('an interval as a formula', () => {
  it.each([
    ['far', { min: 2, max: 3.5, minOpen: true }, '2.0 < R ≤ 3.5'],
    ['far', { min: 1, max: 2.2, minOpen: true, text: '大于1并且小于或等于2.2' }, '1.0 < R ≤ 2.2'],
    ['far', { max: 3 }, 'R ≤ 3.0'],
    ['far', { max: 3, maxOpen: true }, 'R < 3.0'],
    ['far', { min: 1.2 }, 'R ≥ 1.2'],
    ['far', { min: 1.4, max: 1.4 }, 'R = 1.4'],
    ['far', { min: 1, max: 1.245 }, '1.0 ≤ R ≤ 1.245'],
    ['density', { max: 40 }, '≤ 40%'],
    ['green', { min: 25 }, '≥ 25%'],
    ['green', { max: 20, text: '≤20%' }, '≤ 20%'],
    ['height', { min: 24, max: 100 }, '24 ≤ H ≤ 100 m'],
    ['height', { min: 24, minOpen: true }, '> 24 m'],
  ] as const)('%s %o', (name, interval, words) => expect(formula(name, interval)).toBe(words));

  it('words that were not understood have none', () => {
    expect(formula('far', { text: '按规划条件执行' })).toBeUndefined();
    expect(formula('far', undefined)).toBeUndefined();
  });
});

describe('an interval on its scale', () => {
  it('an open end is a ring, a closed one a dot', () => {
    expect(barOf('far', { min: 2, max: 3.5, minOpen: true })).toEqual({
      from: 0.4,
      to: 0.7,
      start: 'ring',
      end: 'dot',
    });
  });
  it('an absent end runs off the scale', () => {
    expect(barOf('density', { max: 40 })).toEqual({ from: 0, to: 0.4, end: 'dot' });
    expect(barOf('green', { min: 25 })).toEqual({ from: 0.25, to: 1, start: 'dot' });
  });
  it('the scale grows with what would fall off it', () => {
    expect(barOf('height', { max: 300 })?.to).toBeCloseTo(0.8);
    expect(barOf('far', { max: 12 })?.to).toBeCloseTo(0.8);
  });
});

describe('areas', () => {
  it('63,599 ㎡ are 95.40 亩', () => {
    expect(areaFigure(63_599, 'mu')).toBe('95.40');
    expect(areaFigure(63_599, 'm2')).toBe('63,599');
    expect(areaFigure(63_599, 'ha')).toBe('6.36');
  });
  it('go to a unit and back', () => {
    expect(toM2(37.02, 'mu')).toBeCloseTo(24_680, 6);
    expect(fromM2(toM2(15, 'mu'), 'ha')).toBe(1);
  });
  it('differ when the computed one is more than 0.5 % away', () => {
    expect(areaDiffers(10_000, 10_040)).toBeUndefined();
    expect(areaDiffers(10_000, 10_060)).toBeCloseTo(0.006);
    expect(areaDiffers(10_000, 9_900)).toBeCloseTo(-0.01);
    expect(areaDiffers(undefined, 9_900)).toBeUndefined();
  });
});

describe('prices', () => {
  it('keep the unit of the notice', () => {
    expect(money(133_567, 'wan', 'zh-CN')).toEqual({ figure: '133,567', unit: 'wan' });
    expect(money(15_001, 'yuan/floor', 'zh-HK')).toEqual({ figure: '15,001', unit: 'yuan/floor' });
  });
  it('are told in millions in English', () => {
    expect(money(133_567, 'wan', 'en')).toEqual({ figure: '1,335.67', unit: 'million' });
    expect(money(1.2, 'yi', 'en')).toEqual({ figure: '120', unit: 'million' });
    expect(money(350, 'wan/mu', 'en')).toEqual({ figure: '3.5', unit: 'million/mu' });
    expect(money(15_001, 'yuan/floor', 'en')).toEqual({ figure: '15,001', unit: 'yuan/floor' });
  });
  it('without a known unit are no figure', () => expect(money(5, undefined)).toBeUndefined());
  it('as whole amounts compare', () => {
    expect(inWan({ value: 5_000_000, unit: 'yuan' })).toBe(500);
    expect(inWan({ value: 2.5, unit: 'yi' })).toBe(25_000);
    expect(inWan({ value: 12_000, unit: 'yuan/floor' })).toBeUndefined();
  });
});

describe('the next date to act by', () => {
  const dates = { applyUntil: '2026-12-28T16:00+08:00', depositUntil: '2026-12-28', listedUntil: '2027-01-08' };
  it('is the first that is not past', () => {
    expect(nextDeadline(dates, Date.parse('2026-12-28T07:00Z'))).toEqual({
      name: 'applyUntil',
      moment: '2026-12-28T16:00+08:00',
      days: 0,
    });
    expect(nextDeadline(dates, Date.parse('2026-12-28T09:00Z'))?.name).toBe('depositUntil');
    expect(nextDeadline(dates, Date.parse('2026-12-29T00:00Z'))?.name).toBe('listedUntil');
  });
  it('counts days by the calendar of China', () => {
    expect(nextDeadline(dates, Date.parse('2026-12-27T15:59Z'))?.days).toBe(1);
    expect(nextDeadline(dates, Date.parse('2026-12-27T16:01Z'))?.days).toBe(0);
  });
  it('is none when all are past', () => expect(nextDeadline(dates, Date.parse('2027-02-01T00:00Z'))).toBeUndefined());
});
