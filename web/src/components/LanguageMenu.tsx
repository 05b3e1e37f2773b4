import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '@/lib/i18n';
import { type Language, languageNames, languages } from '@/lib/language';
import { Icon } from './Icon';
import './language-menu.css';

/** Each language in its own words; the browser's own list, so that it works on every phone. */
export function LanguageMenu() {
  const { t, i18n } = useTranslation('common');
  return (
    <span className="lang">
      <Icon name="globe" size="s" />
      <select
        aria-label={t('language')}
        value={i18n.language}
        onChange={(event) => void chooseLanguage(event.target.value as Language)}
      >
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {languageNames[tag]}
          </option>
        ))}
      </select>
      <Icon name="down" size="s" />
    </span>
  );
}
