import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { SwitchField } from '../events/BasicsFields';
import { TextInput } from '../shared/controls';
import { LanguageColumns } from '../shared/LanguageColumns';
import { SelectInput } from '../shared/SelectInput';
import { WordsField } from '../shared/WordsField';
import { organisationKinds } from './api';
import type { OrganisationForm } from './form';

const regions = ['CN', 'HK', 'MO', 'TW', 'SG', 'JP', 'KR', 'US', 'GB', 'DE', 'FR', 'AU', 'CA'];

interface OrganisationFieldsProps {
  form: OrganisationForm;
  set: (change: Partial<OrganisationForm>) => void;
  problems: Record<string, string>;
  isNew: boolean;
}

export function OrganisationFields({ form, set, problems, isNew }: OrganisationFieldsProps) {
  const { t, i18n } = useTranslation('staff');
  const names = new Intl.DisplayNames([i18n.language], { type: 'region' });
  const listed = regions.includes(form.region) || !form.region ? regions : [form.region, ...regions];
  return (
    <div className="st-form">
      <LanguageColumns id="organisation-words" texts={[form.name]}>
        <WordsField
          id="name"
          label={t('fields.name')}
          value={form.name}
          onChange={(name) => set({ name })}
          problems={problems}
          limit={200}
          required
        />
      </LanguageColumns>
      <div className="st-form two">
        <Field
          id="f-kind"
          label={t('organisations.kind')}
          hint={isNew ? undefined : t('hints.kindFixed')}
          error={problems.kind}
        >
          <SelectInput
            value={form.kind}
            disabled={!isNew}
            onChange={(kind) => set({ kind })}
            options={organisationKinds.map((value) => ({ value, label: t(`organisationKinds.${value}`) }))}
          />
        </Field>
        <Field id="f-region" label={t('fields.region')} error={problems.region}>
          <SelectInput<string>
            value={form.region}
            onChange={(region) => set({ region })}
            options={listed.map((value) => ({ value, label: `${names.of(value) ?? value} ${value}` }))}
          />
        </Field>
        <Field id="f-uscc" label={t('fields.uscc')} hint={t('hints.uscc')} error={problems.uscc}>
          <TextInput
            className="st-code"
            value={form.uscc}
            maxLength={40}
            autoCapitalize="characters"
            spellCheck={false}
            onChange={(event) => set({ uscc: event.target.value.toUpperCase() })}
          />
        </Field>
        <Field
          id="f-registrationNumber"
          label={t('fields.registrationNumber')}
          hint={t('hints.registrationNumber')}
          error={problems.registrationNumber}
        >
          <TextInput
            className="st-code"
            value={form.registrationNumber}
            maxLength={40}
            spellCheck={false}
            onChange={(event) => set({ registrationNumber: event.target.value })}
          />
        </Field>
      </div>
      {form.kind === 'bureau' && (
        <SwitchField
          label={t('fields.twoPersonPublish')}
          hint={t('hints.twoPersonPublish')}
          checked={form.twoPersonPublish}
          onChange={(twoPersonPublish) => set({ twoPersonPublish })}
        />
      )}
    </div>
  );
}
