import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { languages } from '@/lib/language';
import { kinds, scopes, wordsOf } from './names';

const root = join(import.meta.dirname, '../../../../..');
const source = (file: string) => readFileSync(join(root, file), 'utf8');

it('offers what the server knows', () => {
  const inHook = [...source('internal/hook/hook.go').matchAll(/Kind = "([a-z_.]+)"/g)].map(([, kind]) => kind);
  expect([...kinds, 'webhook.test'].sort()).toEqual(inHook.sort());
  const inPolicy = [...source('internal/policy/scopes.go').matchAll(/"([a-z-]+:[a-z]+)":/g)].map(([, scope]) => scope);
  expect([...scopes].sort()).toEqual(inPolicy.sort());
});

test.each(languages)('every kind and scope has words in %s', (language) => {
  const words = JSON.parse(source(`web/src/locales/${language}/staff-integrations.json`)) as {
    kind: Record<string, string>;
    scope: Record<string, string>;
  };
  for (const kind of [...kinds, 'webhook.test']) expect(words.kind[wordsOf(kind)], kind).toBeTruthy();
  for (const scope of scopes) expect(words.scope[wordsOf(scope)], scope).toBeTruthy();
});
