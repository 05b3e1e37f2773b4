import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepLanguage, type Language, setLanguage, wantedLanguage } from './language';

export { type Language, language, languageNames, languages, matchLanguage } from './language';

const files = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { import: 'default' });

/** Fetches a namespace of a language when a page first needs it. */
const lazily: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, done) {
    const load = files[`../locales/${language}/${namespace}.json`];
    if (!load) return done(new Error(`no ${namespace} in ${language}`), null);
    load().then(
      (words) => done(null, words),
      (cause: Error) => done(cause, null),
    );
  },
};

/** Ready once the words every page needs are there. */
export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (next) => setLanguage(next as Language));
  await i18next
    .use(lazily)
    .use(initReactI18next)
    .init({
      lng: wantedLanguage(),
      // Complete in every language (a test says so); loading a second one to fall back to would be waste.
      fallbackLng: false,
      ns: ['common', 'errors'],
      defaultNS: 'common',
      // What only staff, signers and those invited can be refused for comes with their pages.
      fallbackNS: 'errors-more',
      interpolation: { escapeValue: false }, // React escapes
      returnNull: false,
    });
}

/** Changes the language of the page now and of later visits. */
export async function chooseLanguage(next: Language): Promise<void> {
  keepLanguage(next);
  await i18next.changeLanguage(next);
}

/** Fetches namespaces ahead of the page that shows them. */
export function loadWords(...namespaces: string[]): Promise<void> {
  return i18next.loadNamespaces(namespaces);
}

export { i18next as i18n };
