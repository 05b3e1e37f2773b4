/** The languages every page is complete in; the first is where others fall back to. */
export const languages = ['zh-CN', 'en', 'zh-HK'] as const;
export type Language = (typeof languages)[number];

/** Each language in its own words, as the language menu shows it. */
export const languageNames: Record<Language, string> = { 'zh-CN': '简体中文', en: 'English', 'zh-HK': '繁體中文' };

const kept = 'zy.language';
let current: Language = 'zh-CN';

/** The page's language. */
export function language(): Language {
  return current;
}

/** Remembers the page's language and tells the browser, for hyphenation, fonts and screen readers. */
export function setLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next;
}

/** Keeps the language a person chose, over what the browser prefers. */
export function keepLanguage(next: Language): void {
  try {
    localStorage.setItem(kept, next);
  } catch {
    // A browser without storage asks again next time.
  }
}

/** What somebody wants to read: the address (?lang=), then an earlier choice, then the browser. */
export function wantedLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  return matchLanguage([asked, chosenLanguage(), ...navigator.languages]);
}

/** The language chosen earlier on this device. */
export function chosenLanguage(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
}

/** The first of the wanted languages that the pages have. */
export function matchLanguage(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const found = tag ? closest(tag.toLowerCase()) : undefined;
    if (found) return found;
  }
  return 'zh-CN';
}

function closest(tag: string): Language | undefined {
  if (tag.startsWith('zh')) return /-(hk|mo|tw|hant)\b/.test(tag) ? 'zh-HK' : 'zh-CN';
  if (tag.startsWith('en')) return 'en';
  return undefined;
}
