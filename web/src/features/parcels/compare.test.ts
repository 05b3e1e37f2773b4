import { expect, it } from 'vitest';
import { toggled } from './compare';

it('up to four are compared, and each is taken out as it was put in', () => {
  const four = ['a', 'b', 'c', 'd'].reduce<readonly string[]>(toggled, []);
  expect(four).toEqual(['a', 'b', 'c', 'd']);
  expect(toggled(four, 'e')).toEqual(four);
  expect(toggled(four, 'b')).toEqual(['a', 'c', 'd']);
});
