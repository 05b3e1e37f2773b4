import { useTranslation } from 'react-i18next';
import { FieldError } from '@/components/Field';
import { inLanguage } from '@/lib/text';
import type { Event } from '../event/api';

interface ConsentProps extends Pick<Event, 'consent'> {
  agreed: boolean;
  error: string | undefined;
  onChange: (agreed: boolean) => void;
}

/** The very text that is agreed to, in full, with its version. */
export function Consent({ consent, agreed, error, onChange }: ConsentProps) {
  const { t } = useTranslation('event');
  return (
    <div className="rg-consent">
      <h2 id="consent-title">{t('register.consent', { version: consent.version })}</h2>
      <p id="consent-text">{inLanguage(consent.text)}</p>
      <label className="check">
        <input
          id="consent"
          type="checkbox"
          checked={agreed}
          aria-describedby={error ? 'consent-text consent-error' : 'consent-text'}
          aria-invalid={error ? true : undefined}
          aria-required
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{t('register.agree')}</span>
      </label>
      {error && <FieldError id="consent-error">{error}</FieldError>}
    </div>
  );
}
