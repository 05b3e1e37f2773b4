import { expect, it } from 'vitest';
import { parcelOf } from '../../parcels/model';
import { changeOf, formOf, notFigures } from './form';

const parcel = parcelOf({
  id: 'p',
  organisation: { id: 'o', name: {} },
  number: '示例储出[2026]1号',
  name: { 'zh-CN': '始版桥未来社区 · 甲' },
  far: { min: 2, minOpen: true, max: 3.5, text: '2.0<R≤3.5' },
  green: { text: '按规划条件' },
  prices: { start: { value: 129_570, unit: 'wan', text: '129570万元' }, step: { value: 500, unit: 'wan' } },
  uses: [
    {
      scheme: 'territorial',
      version: '2023',
      code: '0902',
      name: '商务金融用地',
      tenureYears: 40,
      group: 'commercial',
    },
  ],
  derived: {},
  colour: 'commercial',
  can: [],
  createdAt: '',
  updatedAt: '',
  version: 3,
});

it('nothing changed is nothing sent', () => {
  const form = formOf(parcel);
  expect(changeOf(form, formOf(parcel))).toEqual({});
});

it('a changed limit is sent whole, without words that no longer hold', () => {
  const base = formOf(parcel);
  expect(changeOf(base, { ...base, far: { ...base.far, max: '3.2' } })).toEqual({
    far: { min: 2, minOpen: true, max: 3.2, maxOpen: false },
  });
  expect(changeOf(base, { ...base, far: { ...base.far, min: '', max: '' } })).toEqual({ far: null });
});

it('of all prices the others keep their words', () => {
  const base = formOf(parcel);
  const prices = { ...base.prices, step: { ...base.prices.step, value: '300' } };
  expect(changeOf(base, { ...base, prices })).toEqual({
    prices: { start: { value: 129_570, unit: 'wan', text: '129570万元' }, step: { value: 300, unit: 'wan' } },
  });
});

it('a use without code and name is not sent', () => {
  const base = formOf(parcel);
  const uses = [
    ...base.uses,
    { scheme: 'GB 50137', code: 'M0', name: '', tenure: '50', group: 'industrial' },
    { scheme: '', code: ' ', name: '', tenure: '', group: 'other' },
  ];
  expect(changeOf(base, { ...base, uses }).uses).toEqual([
    {
      scheme: 'territorial',
      version: '2023',
      code: '0902',
      name: '商务金融用地',
      tenureYears: 40,
      group: 'commercial',
    },
    { scheme: 'GB 50137', version: '2011', code: 'M0', tenureYears: 50, group: 'industrial' },
  ]);
});

it('what is no figure is named', () => {
  const base = formOf(parcel);
  expect(notFigures(base)).toEqual([]);
  expect(
    notFigures({
      ...base,
      areaM2: '约两万',
      far: { ...base.far, min: '二' },
      uses: [{ ...base.uses[0], tenure: 'x' } as never],
    }),
  ).toEqual(['areaM2', 'far', 'uses[0].tenureYears']);
});
