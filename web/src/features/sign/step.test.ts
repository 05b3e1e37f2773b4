import { describe, expect, it } from 'vitest';
import { keyLost, type Mine } from './model';
import { reached, stepOf } from './step';

const mine = (agreement: Mine['agreement']['state'], state: Mine['state'], unread: number[] = [], signer = 's1') =>
  ({ agreement: { state: agreement }, state, unread, signer }) as unknown as Mine;

describe('what a signer is asked', () => {
  it.each([
    ['proposed', 'invited', [2, 3], 'read'],
    ['proposed', 'read', [], 'accept'],
    ['proposed', 'accepted', [], 'wait-freeze'],
    ['frozen', 'accepted', [], 'confirm'],
    ['frozen', 'invited', [1], 'read'], // who takes another's place
    ['frozen', 'confirmed', [], 'wait-confirm'],
    ['confirmed', 'confirmed', [], 'sealing'],
    ['sealing', 'sealed', [], 'sealing'],
    ['released', 'sealed', [], 'released'],
    ['withdrawn', 'declined', [], 'ended'],
    ['voided', 'confirmed', [], 'ended'],
    ['expired', 'invited', [1], 'ended'],
    ['frozen', 'replaced', [], 'replaced'],
    ['withdrawn', 'replaced', [], 'replaced'],
    ['draft', 'invited', [1], 'draft'],
  ] as const)('%s, %s, unread %j: %s', (agreement, state, unread, step) => {
    expect(stepOf(mine(agreement, state, [...unread]))).toBe(step);
  });

  it('is nothing but witnessing for a witness, until it is over', () => {
    expect(stepOf(mine('frozen', undefined, [], ''))).toBe('witness');
    expect(stepOf(mine('released', undefined, [], ''))).toBe('released');
    expect(stepOf(mine('voided', undefined, [], ''))).toBe('ended');
  });

  it('goes one way', () => {
    expect((['read', 'accept', 'wait-freeze', 'confirm', 'wait-confirm', 'released'] as const).map(reached)).toEqual([
      0, 1, 2, 3, 4, 6,
    ]);
  });
});

it('a key is lost when the signature is still to come and this browser has not the key', () => {
  const waiting = { state: 'confirmed', keySha256: 'ab' } as const;
  expect(keyLost(waiting, false)).toBe(true);
  expect(keyLost(waiting, true)).toBe(false);
  expect(keyLost(waiting, undefined)).toBe(false); // not looked yet
  expect(keyLost({ ...waiting, state: 'sealed' }, false)).toBe(false);
});
