import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { languages } from '@/lib/language';
import { actionGroups, filterOf } from './lines';

test('days of the filter are days in the zone of the reader, the last one whole', () => {
  expect(filterOf({ from: '2026-12-08', to: '2026-12-08' }, 'Asia/Shanghai')).toMatchObject({
    from: '2026-12-07T16:00:00.000Z',
    to: '2026-12-08T16:00:00.000Z',
  });
  expect(filterOf({ from: 'nonsense', to: 'nonsense' }, 'Asia/Shanghai')).toMatchObject({
    from: undefined,
    to: undefined,
  });
});

test('an unknown result is no filter', () => {
  expect(filterOf({ result: 'maybe' }, 'Asia/Shanghai').result).toBeUndefined();
});

test.each(languages)('every action has words in %s', (language) => {
  const file = join(import.meta.dirname, `../../../locales/${language}/staff.json`);
  const { actions } = JSON.parse(readFileSync(file, 'utf8')) as { actions: Record<string, string> };
  for (const action of Object.values(actionGroups).flat()) expect(actions[action], action).toBeTruthy();
});
