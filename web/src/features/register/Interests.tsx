import { useTranslation } from 'react-i18next';
import { type Industry, industries } from './entry';

interface InterestsProps {
  value: readonly Industry[];
  onChange: (value: Industry[]) => void;
}

/** Chips over checkboxes: the state is a tick and a frame, not a colour alone. */
export function Interests({ value, onChange }: InterestsProps) {
  const { t } = useTranslation(['event', 'common']);
  const toggle = (industry: Industry, on: boolean) =>
    onChange(industries.filter((one) => (one === industry ? on : value.includes(one))));
  return (
    <fieldset className="rg-chips" id="interests" aria-describedby="interests-hint">
      <legend>
        {t('register.interests')} <small>{t('common:optional')}</small>
      </legend>
      <div className="chips">
        {industries.map((industry) => (
          <label key={industry}>
            <input
              type="checkbox"
              checked={value.includes(industry)}
              onChange={(event) => toggle(industry, event.target.checked)}
            />
            <span>{t(`industry.${industry}`)}</span>
          </label>
        ))}
      </div>
      <p className="hint" id="interests-hint">
        {t('register.interestsHint')}
      </p>
    </fieldset>
  );
}
