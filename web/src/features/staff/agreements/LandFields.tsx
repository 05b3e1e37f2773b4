import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { inLanguage } from '@/lib/text';
import { useStaffCarriers } from '../carriers/api';
import { useStaffParcels } from '../parcels/api';
import { SelectInput } from '../shared/SelectInput';
import { usePause } from '../shared/usePause';
import type { FactsForm } from './facts';

export interface FactsPart {
  form: FactsForm;
  set: (change: Partial<FactsForm>) => void;
  problems: Record<string, string>;
  disabled: boolean;
}

/** The parcels and carriers an agreement is about, so that a signing feeds their figures. */
export function LandFields({ form, set, problems, disabled }: FactsPart) {
  const { t } = useTranslation('staff-agreements');
  const [parcel, findParcel] = useState('');
  const [carrier, findCarrier] = useState('');
  const parcels = useStaffParcels({ q: usePause(parcel) || undefined });
  const carriers = useStaffCarriers({ q: usePause(carrier) || undefined });
  return (
    <section className="st-section">
      <h2>{t('facts.land')}</h2>
      <div className="st-form two">
        <Field id="f-parcels" label={t('field.parcels')} error={problems.parcels}>
          <SelectInput<string[]>
            mode="multiple"
            disabled={disabled}
            value={form.parcels}
            onChange={(chosen) => set({ parcels: chosen })}
            loading={parcels.isFetching}
            showSearch={{ filterOption: false, onSearch: findParcel }}
            options={(parcels.items ?? []).map(({ id, name, number }) => ({
              value: id,
              label: [inLanguage(name), number].filter(Boolean).join(' '),
            }))}
          />
        </Field>
        <Field id="f-carriers" label={t('field.carriers')} error={problems.carriers}>
          <SelectInput<string[]>
            mode="multiple"
            disabled={disabled}
            value={form.carriers}
            onChange={(chosen) => set({ carriers: chosen })}
            loading={carriers.isFetching}
            showSearch={{ filterOption: false, onSearch: findCarrier }}
            options={(carriers.items ?? []).map(({ id, name }) => ({ value: id, label: inLanguage(name) }))}
          />
        </Field>
      </div>
    </section>
  );
}
