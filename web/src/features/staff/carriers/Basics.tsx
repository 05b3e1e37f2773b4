import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { inLanguage } from '@/lib/text';
import { carrierKinds } from '../../carriers/model';
import { TextInput } from '../shared/controls';
import { LanguageColumns } from '../shared/LanguageColumns';
import { SelectInput } from '../shared/SelectInput';
import { WordsField } from '../shared/WordsField';
import { useStaffCarriers } from './api';
import type { SectionProps } from './CarrierEditorPage';

/** What it is called, what it is, where it lies. */
export function Basics({ form, set, problems, id }: SectionProps & { id: string }) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const { items: others = [] } = useStaffCarriers({ limit: 100 });
  return (
    <section className="st-section first">
      <h2>{t('carrier.basics')}</h2>
      <LanguageColumns id="carrier-words" texts={[form.name, form.note]}>
        <WordsField
          id="name"
          label={t('carrier.field.name')}
          value={form.name}
          onChange={(name) => set({ name })}
          problems={problems}
          limit={120}
          required
        />
        <WordsField
          id="note"
          label={t('carrier.field.note')}
          value={form.note}
          onChange={(note) => set({ note })}
          problems={problems}
          limit={2000}
          kind="text"
        />
      </LanguageColumns>
      <div className="st-form two">
        <Field id="f-kind" label={t('carrier.field.kind')} error={problems.kind}>
          <SelectInput
            value={form.kind}
            onChange={(kind) => set({ kind })}
            options={carrierKinds.map((value) => ({ value, label: land(`carrierKind.${value}`) }))}
          />
        </Field>
        <Field id="f-partOf" label={t('carrier.field.partOf')} error={problems.partOf}>
          <SelectInput
            value={form.partOf}
            onChange={(partOf) => set({ partOf })}
            options={[
              { value: '', label: t('unset') },
              ...others
                .filter((other) => other.id !== id)
                .map((other) => ({ value: other.id, label: inLanguage(other.name) })),
            ]}
          />
        </Field>
        <Field id="f-address" label={t('carrier.field.address')} error={problems.address}>
          <TextInput value={form.address} maxLength={300} onChange={(event) => set({ address: event.target.value })} />
        </Field>
        <Field id="f-district" label={t('carrier.field.district')} error={problems.district}>
          <TextInput value={form.district} maxLength={60} onChange={(event) => set({ district: event.target.value })} />
        </Field>
      </div>
      <Field
        id="f-industries"
        label={t('carrier.field.industries')}
        hint={t('carrier.hint.industries')}
        error={problems.industries}
      >
        <TextInput value={form.industries} onChange={(event) => set({ industries: event.target.value })} />
      </Field>
    </section>
  );
}
