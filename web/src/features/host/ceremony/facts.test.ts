import { describe, expect, it } from 'vitest';
import type { Agreement, Start } from '@/lib/room/types';
import { factsOf } from './facts';

const people = new Map([
  ['a', { id: 'a', name: '林岚' }],
  ['b', { id: 'b', name: '周砚' }],
]);
const at = '2026-11-24T02:18:00.000Z';
const start: Start = {
  seq: 4,
  at,
  label: { 'zh-CN': '项目开工', en: 'Works begin' },
  presses: [
    { by: 'a', offset: -120 },
    { by: 'gone', offset: 3 },
    { by: 'b', offset: 40 },
  ],
};

describe('a commemorative picture', () => {
  it('says what began, where, and who pressed, once it has begun', () => {
    const venues = [{ id: 'v', kind: 'site' as const, label: '现场', place: '江河汇', participant: 'b' }];
    const of = (now: string) => factsOf({ start, venues }, people, '云开工', 'en', Date.parse(now));
    expect(of('2026-11-24T02:17:59Z')).toBeUndefined();
    expect(of('2026-11-24T02:18:00Z')).toEqual({
      title: '云开工',
      subject: 'Works begin',
      at,
      places: [{ name: '现场', note: '江河汇 · 周砚' }],
      names: ['林岚', '周砚'],
    });
  });

  it('names each party of what was signed once, and nobody of what was not', () => {
    const party = (name: string) => ({
      id: name,
      name,
      role: '甲方',
      place: '杭州',
      signers: [{ name: '示例甲', state: 'sealed', at }],
    });
    const agreement = (state: string, ...names: string[]): Agreement => ({
      agreement: names.join(),
      title: { 'zh-CN': '协议' },
      state,
      ...(state === 'released' && { releasedAt: at }),
      parties: names.map(party),
      lines: [],
      open: [],
    });
    const of = (...agreements: Agreement[]) => factsOf({ agreements }, people, '云签约', 'zh-CN', 0);
    expect(of(agreement('sealing', '甲公司'))).toBeUndefined();
    const { subject, places } = of(agreement('released', '区', '甲公司'), agreement('released', '区', '乙公司')) ?? {};
    expect(subject).toBe('协议　协议');
    expect(places?.map(({ name }) => name)).toEqual(['区', '甲公司', '乙公司']);
    expect(places?.[0]?.note).toBe('甲方 · 杭州 · 示例甲');
  });
});
