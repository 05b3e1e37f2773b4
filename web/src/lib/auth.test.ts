import { beforeAll, describe, expect, it, vi } from 'vitest';

describe('where to go after signing in', () => {
  beforeAll(() => {
    vi.stubGlobal('location', { origin: 'https://zs.example.gov.cn' });
  });

  it.each([
    ['/me', '/me'],
    ['/events/a?x=1#b', '/events/a?x=1#b'],
    ['//evil.example/a', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    [undefined, '/'],
  ])('%s leads to %s', async (next, target) => {
    const { safeNext } = await import('./auth');
    expect(safeNext(next)).toBe(target);
  });
});
