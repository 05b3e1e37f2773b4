import { Checkbox, Switch } from 'antd';
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { languageNames, languages } from '@/lib/language';
import { zoneName } from '@/lib/time';
import { TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { zones } from '../shared/zoned';
import type { EventForm } from './form';

interface BasicsFieldsProps {
  form: EventForm;
  set: (change: Partial<EventForm>) => void;
  problems: Record<string, string>;
  /** The address was published and stays. */
  slugFixed: boolean;
}

/** Time zone, languages, address and the mark of a demonstration. */
export function BasicsFields({ form, set, problems, slugFixed }: BasicsFieldsProps) {
  const { t } = useTranslation('staff');
  return (
    <div className="st-form two">
      <ZoneField
        value={form.timeZone}
        onChange={(timeZone) => set({ timeZone })}
        error={problems.timeZone}
        hint={t('hints.timeZone')}
      />
      <Field
        id="f-slug"
        label={t('fields.slug')}
        hint={slugFixed ? t('hints.slugFixed') : t('hints.slug')}
        error={problems.slug}
      >
        <TextInput
          value={form.slug}
          disabled={slugFixed}
          maxLength={70}
          prefix={<span className="c3">/events/</span>}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => set({ slug: event.target.value.toLowerCase() })}
        />
      </Field>
      <LanguagesField value={form.languages} onChange={(next) => set({ languages: next })} error={problems.languages} />
      <SwitchField
        label={t('fields.illustrative')}
        hint={t('hints.illustrative')}
        checked={form.illustrative}
        onChange={(illustrative) => set({ illustrative })}
      />
    </div>
  );
}

interface ZoneFieldProps {
  value: string;
  onChange: (zone: string) => void;
  error?: string;
  hint?: string;
}

export function ZoneField({ value, onChange, error, hint }: ZoneFieldProps) {
  const { t } = useTranslation('staff');
  const options = useMemo(() => zones().map((zone) => ({ value: zone, label: `${zoneName(zone)}  ${zone}` })), []);
  return (
    <Field id="f-timeZone" label={t('fields.timeZone')} error={error} hint={hint}>
      <SelectInput<string>
        showSearch={{ optionFilterProp: 'label' }}
        value={value}
        options={options}
        onChange={onChange}
      />
    </Field>
  );
}

interface LanguagesFieldProps {
  value: string[];
  onChange: (languages: string[]) => void;
  error?: string;
}

function LanguagesField({ value, onChange, error }: LanguagesFieldProps) {
  const { t } = useTranslation('staff');
  const toggle = (tag: string, on: boolean) =>
    onChange(languages.filter((one) => (one === tag ? on : value.includes(one))));
  return (
    <fieldset className="field" id="f-languages" tabIndex={-1}>
      <legend className="lb">{t('fields.languages')}</legend>
      <div className="st-checks">
        {languages.map((tag) => (
          <Checkbox
            key={tag}
            checked={value.includes(tag)}
            disabled={tag === 'zh-CN' && value.includes(tag)}
            onChange={(event) => toggle(tag, event.target.checked)}
          >
            {languageNames[tag]}
          </Checkbox>
        ))}
      </div>
      <p className="hint">{t('hints.languages')}</p>
      {error && <p className="err">{error}</p>}
    </fieldset>
  );
}

interface SwitchFieldProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function SwitchField({ label, hint, checked, onChange }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="field st-switch">
      <Switch id={id} checked={checked} onChange={onChange} aria-describedby={hint ? `${id}-hint` : undefined} />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p className="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
