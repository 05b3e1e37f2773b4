import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import texts from './zh-CN/errors.json';

const root = join(import.meta.dirname, '../../..');

/** How the server names a refusal: a constructor of core, a list of faults, or a literal code. */
const named = [
  /core\.(?:Invalid|Unauthenticated|Forbidden|NotFound|Conflict|Stale|RateLimited|TooLarge|Unavailable)\(\s*"([a-z_]+)"/g,
  /\.add\([^,]+,\s*"([a-z_]+)",/g,
  /\bCode(?:, [\w.]+)?\s*[:=]+\s*"([a-z_]+)"/g,
  /http\.Status\w+:\s+"([a-z_]+)"/g,
  /\{"[^"]+", "([a-z]+_[a-z_]+)"\}/g,
];

/** Findings about files are told by their own words; the operations of agreements are not served yet. */
const unshown = /^(?:pades|signing)\/|^chamber\/finding\.go$/;

it('every refusal of the server has a text', () => {
  const codes = new Set<string>();
  for (const folder of ['api', 'internal', 'realtime']) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.go') || file.endsWith('_test.go') || unshown.test(file)) continue;
      const source = readFileSync(join(root, folder, file), 'utf8');
      for (const pattern of named) for (const match of source.matchAll(pattern)) codes.add(match[1] ?? '');
    }
  }
  expect(codes.size).toBeGreaterThan(50);
  expect([...codes].filter((code) => !(code in texts)).sort()).toEqual([]);
});
