import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { methods, statuses } from '@/lib/land/types';
import { TextInput } from '../shared/controls';
import { LanguageColumns } from '../shared/LanguageColumns';
import { SelectInput } from '../shared/SelectInput';
import { WordsField } from '../shared/WordsField';
import type { SectionProps } from './ParcelEditor';

/** Name, number, where it lies, how it is granted and how far that has come. */
export function BasicsSection({ form, set, problems }: SectionProps) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  return (
    <section className="st-section first">
      <h2>{land('factGroup.land')}</h2>
      <LanguageColumns id="parcel-words" texts={[form.name, form.note]}>
        <WordsField
          id="name"
          label={land('field.name')}
          value={form.name}
          onChange={(name) => set({ name })}
          problems={problems}
          limit={120}
          required
        />
        <WordsField
          id="note"
          label={land('field.note')}
          hint={t('hint.note')}
          value={form.note}
          onChange={(note) => set({ note })}
          problems={problems}
          limit={2000}
          kind="text"
        />
      </LanguageColumns>
      <div className="st-form two">
        <Field id="f-number" label={land('fact.number')} hint={t('hint.number')} error={problems.number} required>
          <TextInput value={form.number} maxLength={80} onChange={(event) => set({ number: event.target.value })} />
        </Field>
        <Field
          id="f-numberText"
          label={land('field.numberText')}
          hint={t('hint.numberText')}
          error={problems.numberText}
        >
          <TextInput
            value={form.numberText}
            maxLength={80}
            onChange={(event) => set({ numberText: event.target.value })}
          />
        </Field>
        <Field id="f-status" label={land('field.status')} error={problems.status}>
          <SelectInput
            value={form.status}
            onChange={(status) => set({ status })}
            options={['', ...statuses].map((value) => ({
              value,
              label: value ? land(`status.${value as 'listed'}`) : t('unset'),
            }))}
          />
        </Field>
        <Field id="f-method" label={land('field.method')} error={problems.method}>
          <SelectInput
            value={form.method}
            onChange={(method) => set({ method })}
            options={['', ...methods].map((value) => ({
              value,
              label: value ? land(`method.${value as 'listing'}`) : t('unset'),
            }))}
          />
        </Field>
        <Field id="f-district" label={land('field.district')} error={problems.district ?? problems['district.name']}>
          <TextInput
            value={form.district.name}
            maxLength={40}
            onChange={(event) => set({ district: { ...form.district, name: event.target.value } })}
          />
        </Field>
        <Field id="f-district.asOf" label={t('field.asOf')} hint={t('hint.asOf')} error={problems['district.asOf']}>
          <TextInput
            type="date"
            value={form.district.asOf}
            onChange={(event) => set({ district: { ...form.district, asOf: event.target.value } })}
          />
        </Field>
      </div>
      <Field id="f-location" label={land('field.location')} error={problems.location}>
        <TextInput value={form.location} maxLength={300} onChange={(event) => set({ location: event.target.value })} />
      </Field>
    </section>
  );
}
