import { type Language, languages } from '@/lib/language';
import type { Localised } from '@/lib/text';

/** A text with every language the pages have, so that fields can be bound to it. */
export type Words = Record<Language, string>;

export function wordsOf(text: Localised | null | undefined): Words {
  return { 'zh-CN': text?.['zh-CN'] ?? '', en: text?.en ?? '', 'zh-HK': text?.['zh-HK'] ?? '' };
}

/** As the API takes it: trimmed, languages without words left out. */
export function textOf(words: Words): Record<string, string> {
  return Object.fromEntries(languages.map((tag) => [tag, words[tag].trim()]).filter(([, word]) => word));
}

/** How many texts lack a language although they have words in another. Chinese is what all others follow. */
export function missing(texts: readonly Words[], tag: Language): number {
  return texts.filter((words) => !words[tag].trim() && (tag === 'zh-CN' ? hasWords(words) : words['zh-CN'].trim()))
    .length;
}

/** The languages, of those an event is held in, that a text still lacks. */
export function lacking(words: Words, wanted: readonly string[]): Language[] {
  return languages.filter((tag) => (tag === 'zh-CN' || wanted.includes(tag)) && missing([words], tag) > 0);
}

export function hasWords(words: Words): boolean {
  return languages.some((tag) => words[tag].trim());
}
