import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tokens } from './theme';

test('the theme of Ant Design has the values of tokens.css', () => {
  const css = readFileSync(join(import.meta.dirname, '../../styles/tokens.css'), 'utf8');
  const light = css.slice(0, css.indexOf('[data-theme="live"]')).toLowerCase();
  for (const [name, value] of Object.entries(tokens))
    expect(light, name).toContain(`--${name}: ${value.toLowerCase()};`);
});
