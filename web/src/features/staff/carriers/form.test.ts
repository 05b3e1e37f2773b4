import { expect, it } from 'vitest';
import { carrierOf } from '../../carriers/model';
import { changeOf, formOf } from './form';

const carrier = carrierOf({
  id: 'c',
  organisation: { id: 'o', name: {} },
  kind: 'park',
  name: { 'zh-CN': '健康智谷' },
  rents: [{ for: { 'zh-CN': '实验室', en: 'Laboratories' }, from: 2.5, to: 4, unit: 'yuan/m2/day' }],
  residents: [{ name: '示例生物', note: '试剂' }],
  can: [],
  createdAt: '',
  updatedAt: '',
  version: 1,
});

it('a rent keeps its words in other languages when its price changes', () => {
  const base = formOf(carrier);
  const rents = base.rents.map((rent) => ({ ...rent, to: '5' }));
  expect(changeOf(base, { ...base, rents }, carrier)).toEqual({
    rents: [{ for: { 'zh-CN': '实验室', en: 'Laboratories' }, from: 2.5, to: 5, unit: 'yuan/m2/day' }],
  });
});

it('companies are written one a line, with a note after a comma', () => {
  const base = formOf(carrier);
  expect(base.residents).toBe('示例生物，试剂');
  expect(changeOf(base, { ...base, residents: '示例生物，试剂\n\n 示例影像 ' }, carrier)).toEqual({
    residents: [{ name: '示例生物', note: '试剂' }, { name: '示例影像' }],
  });
});

it('nothing changed is nothing sent, and what is emptied is null', () => {
  const base = formOf(carrier);
  expect(changeOf(base, formOf(carrier), carrier)).toEqual({});
  const space = { ...base.space, freeM2: '1,200', asOf: '2026-11-01' };
  expect(changeOf(base, { ...base, space }, carrier)).toEqual({ space: { freeM2: 1200, asOf: '2026-11-01' } });
});
