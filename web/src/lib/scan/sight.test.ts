import { expect, it } from 'vitest';
import { Sight } from './sight';

it('a code counts when it comes into view, not while it stays, and again once it was gone', () => {
  const sight = new Sight();
  const seen = [
    sight.see(undefined, 0),
    sight.see('a', 100),
    sight.see('a', 1_500),
    sight.see(undefined, 1_600), // one picture in which it was not read
    sight.see('a', 2_900),
    sight.see('b', 3_000),
    sight.see('a', 3_100),
    sight.see('a', 4_700),
  ];
  expect(seen).toEqual([undefined, 'a', undefined, undefined, undefined, 'b', 'a', 'a']);
});
