import { expect, test } from 'vitest';
import { rowFor } from './memberships';

const bureau = { id: 'b', kind: 'bureau' as const, name: { 'zh-CN': '投资促进局' } };

test('an organisation is added in a role that is still free', () => {
  const first = rowFor([], bureau);
  expect(first?.role).toBe('official');
  const second = first && rowFor([first], bureau);
  expect(second?.role).toBe('administrator');
  expect(first && second && rowFor([first, second], bureau)).toBeUndefined();
});
