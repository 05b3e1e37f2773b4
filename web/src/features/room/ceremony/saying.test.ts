import { describe, expect, it } from 'vitest';
import type { AgreementParty } from '@/lib/room/types';
import { listed } from './listed';
import { sayingOf } from './saying';
import { hasGivenWay } from './start';

const party = (state: string): AgreementParty => ({
  id: state,
  name: '示例',
  role: '甲方',
  signers: [{ name: '示例甲', state }],
});

describe('what is said of a signing', () => {
  it('goes from the frozen text over confirmations to the seal', () => {
    expect(sayingOf({ state: 'proposed', parties: [] }, false)).toEqual(['draft', 'draftMore']);
    expect(sayingOf({ state: 'frozen', parties: [party('accepted')] }, false)).toEqual(['none', 'frozenMore']);
    expect(sayingOf({ state: 'frozen', parties: [party('confirmed'), party('read')] }, false)).toEqual([
      'some',
      'frozenMore',
    ]);
    expect(sayingOf({ state: 'sealing', parties: [party('sealed')] }, false)).toEqual(['confirmed', 'confirmedMore']);
    expect(sayingOf({ state: 'released', parties: [party('sealed')] }, false)).toEqual(['released', 'releasedMore']);
  });

  it('outlives the session, but not the agreement', () => {
    expect(sayingOf({ state: 'frozen', parties: [party('confirmed')] }, true)).toEqual(['some', 'later']);
    expect(sayingOf({ state: 'confirmed', parties: [party('confirmed')] }, true)).toEqual(['confirmed', 'later']);
    expect(sayingOf({ state: 'released', parties: [] }, true)[1]).toBe('releasedMore');
    for (const state of ['withdrawn', 'expired', 'voided']) {
      expect(sayingOf({ state, parties: [party('confirmed')] }, true)).toEqual([state, 'overMore']);
    }
  });

  it('lists names as each language does', () => {
    expect(listed(['甲方', '乙方', '丙方'], 'zh-CN')).toBe('甲方、乙方和丙方');
    expect(listed(['A', 'B'], 'en')).toBe('A and B');
    expect(listed([], 'en')).toBe('');
  });
});

it('a start stays on stage until something is shown after it', () => {
  const start = { at: '2026-11-24T02:00:00.000Z' };
  expect(hasGivenWay(start, null)).toBe(false);
  expect(hasGivenWay(start, { at: '2026-11-24T01:59:00.000Z' })).toBe(false);
  expect(hasGivenWay(start, { at: '2026-11-24T02:00:01.000Z' })).toBe(true);
});
