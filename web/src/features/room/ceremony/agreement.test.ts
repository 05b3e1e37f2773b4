import { describe, expect, it } from 'vitest';
import type { Agreement, AgreementParty } from '@/lib/room/types';
import { agreementOf, groupsOf, isOpen, isWeaker, progressOf, seatOfParty, shortDigest } from './agreement';

const party = (...signers: Partial<AgreementParty['signers'][number]>[]): AgreementParty => ({
  id: 'p',
  name: '示例公司',
  role: '乙方',
  place: '香港',
  signers: signers.map((signer) => ({ name: '示例乙', state: 'invited', ...signer })),
});

describe('a party', () => {
  it('is as far as the last of its signers, and replaced ones do not count', () => {
    expect(progressOf(party({ state: 'confirmed' }, { state: 'accepted' }))).toBe('read');
    expect(progressOf(party({ state: 'confirmed' }, { state: 'sealed' }))).toBe('confirmed');
    expect(progressOf(party({ state: 'sealed' }, { state: 'replaced' }))).toBe('sealed');
    expect(progressOf(party({ state: 'replaced' }))).toBe('waiting');
    expect(progressOf(party({ state: 'declined' }, { state: 'confirmed' }))).toBe('declined');
  });

  it('is labelled weaker when a code stood for a passkey', () => {
    expect(isWeaker(party({ state: 'confirmed', level: 'code' }))).toBe(true);
    expect(isWeaker(party({ state: 'accepted', level: 'code' }))).toBe(false);
    expect(isWeaker(party({ state: 'replaced', level: 'code' }, { state: 'sealed', level: 'passkey' }))).toBe(false);
  });

  it('has the picture of its signer, or of the encoder of its place', () => {
    const people = [{ id: 'prt_x' }, { encoder: 'k1', label: '香港' }, { id: 'prt_y' }];
    expect(seatOfParty(party({ participant: 'prt_y' }), people)).toBe('prt_y');
    expect(seatOfParty(party({}), people)).toBe('encoder~k1');
    expect(seatOfParty({ ...party({}), place: '深圳' }, people)).toBeUndefined();
  });
});

describe('an agreement', () => {
  const made = (agreement: string, state: string) => ({ agreement, state }) as Agreement;

  it('is the one on stage, else the one that goes on', () => {
    const agreements = [made('a', 'released'), made('b', 'frozen'), made('c', 'frozen')];
    const stage = { kind: 'document', data: { agreement: 'c' }, seq: 1, at: '' };
    expect(agreementOf({ stage, agreements })?.agreement).toBe('c');
    expect(agreementOf({ stage: null, agreements })?.agreement).toBe('b');
    expect(agreementOf({ stage: null, agreements: agreements.slice(0, 1) })?.agreement).toBe('a');
    expect(agreementOf({ stage: null })).toBeUndefined();
  });

  it('lets out whole ranges', () => {
    expect(
      [1, 2, 3, 4, 12].map((page) =>
        isOpen(
          {
            open: [
              [2, 3],
              [12, 12],
            ],
          },
          page,
        ),
      ),
    ).toEqual([false, true, true, false, true]);
  });

  it('has a digest that can be read aloud', () => {
    expect(groupsOf('9f2c71ae')).toEqual(['9f2c', '71ae']);
    expect(shortDigest('9f2c71ae5b08d3c4e1776a90')).toBe('9f2c 71ae … e177 6a90');
  });
});
