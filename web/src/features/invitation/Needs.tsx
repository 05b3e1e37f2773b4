import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Select } from '@/components/Select';
import { inLanguage, type Localised } from '@/lib/text';
import type { NeedsEntry } from './entry';

interface NeedsProps {
  entry: NeedsEntry;
  /** Whether one may come in person, and where to. */
  onSite?: boolean;
  venue?: Localised;
  onChange: (part: Partial<NeedsEntry>) => void;
}

const languages = ['zh-CN', 'en', 'zh-HK'] as const;

/** How somebody comes, and what has to be ready for them. */
export function Needs({ entry, onSite = false, venue, onChange }: NeedsProps) {
  const { t } = useTranslation(['invitation', 'common']);
  return (
    <>
      {onSite && (
        <fieldset className="iv-way">
          <legend>{t('form.attendance')}</legend>
          {(['online', 'on-site'] as const).map((way) => (
            <label key={way} className="check">
              <input
                type="radio"
                name="attendance"
                checked={entry.attendance === way}
                onChange={() => onChange({ attendance: way })}
              />
              <span>{t(`form.way.${way}`, { venue: inLanguage(venue) })}</span>
            </label>
          ))}
        </fieldset>
      )}
      {onSite && entry.attendance === 'on-site' && (
        <Field label={t('form.diet')} note={t('common:optional')} hint={t('form.dietHint')}>
          <Input value={entry.diet} maxLength={100} onChange={(e) => onChange({ diet: e.target.value })} />
        </Field>
      )}
      <Field label={t('form.interpretation')} note={t('common:optional')}>
        <Select
          value={entry.interpretation}
          onChange={(e) => onChange({ interpretation: languages.find((one) => one === e.target.value) ?? '' })}
        >
          <option value="">{t('form.noInterpretation')}</option>
          {languages.map((one) => (
            <option key={one} value={one}>
              {t(`form.language.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <label className="check">
        <input type="checkbox" checked={entry.reminder} onChange={(e) => onChange({ reminder: e.target.checked })} />
        <span>{t('form.reminder')}</span>
      </label>
    </>
  );
}
