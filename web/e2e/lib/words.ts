// The words of the pages: keys nobody translated, and words of another language.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

type Words = { [key: string]: string | Words };

const root = join(import.meta.dirname, '../../src/locales');

/** Every word of a language by namespace and key. */
function wordsOf(language: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (words: Words, path: string) => {
    for (const [key, value] of Object.entries(words)) {
      if (typeof value === 'string') found.set(`${path}${key}`, value);
      else walk(value, `${path}${key}.`);
    }
  };
  for (const file of readdirSync(join(root, language))) {
    walk(JSON.parse(readFileSync(join(root, language, file), 'utf8')) as Words, `${file.replace('.json', '')}:`);
  }
  return found;
}

const chinese = wordsOf('zh-CN');
/** The first part of every key that has more than one. */
const tops = [
  ...new Set([...chinese.keys()].map((key) => key.split(':')[1] ?? '').filter((key) => key.includes('.'))),
].map((key) => key.split('.')[0]);
const keyed = new RegExp(`(?<![@\\w./-])(?:${[...new Set(tops)].join('|')})(?:\\.[a-zA-Z_]\\w*)+(?![\\w@/-])`);

/** Keys shown instead of their words, and placeholders nobody filled. */
export async function keysIn(page: Page): Promise<string[]> {
  return (await textsOf(page))
    .filter((text) => keyed.test(text) || text.includes('{{'))
    .map((text) => `untranslated: ${text}`);
}

/** Words of the mainland's Chinese on a page in another language; what people wrote is theirs. */
export async function foreignWords(page: Page): Promise<string[]> {
  const language = (await page.locator('html').getAttribute('lang')) ?? '';
  if (language === 'zh-CN') return [];
  const own = wordsOf(language);
  if (own.size === 0) return [`the page's language is "${language}"`];
  const theirs = new Set(own.values());
  const patterns = [...chinese]
    .filter(([key, text]) => /\p{Script=Han}{2}/u.test(text) && own.get(key) !== text && !theirs.has(text))
    .map(
      ([, text]) =>
        new RegExp(
          `^${text
            .split(/\{\{.*?\}\}/)
            .map(escaped)
            .join('.+')}$`,
          'u',
        ),
    );
  const texts = (await textsOf(page)).filter((text) => /\p{Script=Han}/u.test(text));
  return texts
    .filter((text) => patterns.some((pattern) => pattern.test(text)))
    .map((text) => `not in ${language}: ${text}`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What the page says: texts, labels, placeholders, titles; not names of languages in their own, nor words of a slide. */
async function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = new Set([document.title]);
    for (const each of document.body.querySelectorAll('*')) {
      if (each.closest('script, style, [lang]:not(html), [role="presentation"]')) continue;
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) texts.add(each.getAttribute(name) ?? '');
      for (const node of each.childNodes)
        if (node.nodeType === Node.TEXT_NODE) texts.add(node.textContent?.trim() ?? '');
    }
    texts.delete('');
    return [...texts];
  });
}
