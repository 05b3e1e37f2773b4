import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '@/lib/language';

const here = import.meta.dirname;
const namespaces = readdirSync(join(here, 'zh-CN')).sort();

type Words = { [key: string]: string | Words };

/** Every text by its dotted key. Plural forms count as one key: languages differ in how many they have. */
function flatten(words: Words, at = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') found.set(`${at}${key.replace(/_(zero|one|two|few|many|other)$/, '')}`, value);
    else for (const [inner, text] of flatten(value, `${at}${key}.`)) found.set(inner, text);
  }
  return found;
}

function read(language: string, file: string): Map<string, string> {
  return flatten(JSON.parse(readFileSync(join(here, language, file), 'utf8')));
}

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/{{\s*([^},\s]+)|<\/?(\w+)/g)].map((match) => match[1] ?? match[2]))].sort();

describe.each(languages.filter((language) => language !== 'zh-CN'))('%s', (language) => {
  it('has the same namespaces as Chinese', () => {
    expect(readdirSync(join(here, language)).sort()).toEqual(namespaces);
  });

  it.each(namespaces)('has every text of %s, none empty, with the same placeholders', (file) => {
    const chinese = read('zh-CN', file);
    const translated = read(language, file);
    expect([...translated.keys()].sort()).toEqual([...chinese.keys()].sort());
    for (const [key, text] of translated) {
      expect(text.trim(), key).not.toBe('');
      expect(placeholders(text), key).toEqual(placeholders(chinese.get(key) ?? ''));
    }
  });
});

it('English has singular and plural wherever a count is shown in words', () => {
  for (const file of namespaces) {
    const raw = readFileSync(join(here, 'en', file), 'utf8');
    const singular = [...raw.matchAll(/"(\w+)_one"/g)].map((match) => match[1]);
    const plural = [...raw.matchAll(/"(\w+)_other"/g)].map((match) => match[1]);
    expect(singular.sort(), file).toEqual(plural.sort());
  }
});
