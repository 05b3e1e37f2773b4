import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import type { SectionProps } from './CarrierEditorPage';
import { type RentForm, rentUnits } from './form';

const spaces = ['freeM2', 'floorM2', 'landM2', 'floors'] as const;

/** What there is and what is free, with its day; what each kind of space costs. */
export function SpaceFields({ form, set, problems }: SectionProps) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const change = (at: number, next: Partial<RentForm>) =>
    set({ rents: form.rents.map((rent, index) => (index === at ? { ...rent, ...next } : rent)) });
  return (
    <section className="st-section">
      <h2>{land('carrier.space')}</h2>
      <div className="st-form two">
        {spaces.map((name) => (
          <Field key={name} id={`f-space.${name}`} label={t(`carrier.${name}`)} error={problems[`space.${name}`]}>
            <TextInput
              inputMode="decimal"
              value={form.space[name]}
              maxLength={16}
              onChange={(event) => set({ space: { ...form.space, [name]: event.target.value } })}
            />
          </Field>
        ))}
        <Field id="f-space.asOf" label={t('carrier.asOf')} error={problems['space.asOf']}>
          <TextInput
            type="date"
            value={form.space.asOf}
            onChange={(event) => set({ space: { ...form.space, asOf: event.target.value } })}
          />
        </Field>
      </div>
      {form.rents.map((rent, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rents have no identity but their place
        <div key={index} className="sp-rent">
          <Field label={t('carrier.rentFor')}>
            <TextInput
              value={rent.for}
              maxLength={40}
              onChange={(event) => change(index, { for: event.target.value })}
            />
          </Field>
          <Field label={t('carrier.rentFrom')}>
            <TextInput
              inputMode="decimal"
              value={rent.from}
              onChange={(event) => change(index, { from: event.target.value })}
            />
          </Field>
          <Field label={t('carrier.rentTo')}>
            <TextInput
              inputMode="decimal"
              value={rent.to}
              onChange={(event) => change(index, { to: event.target.value })}
            />
          </Field>
          <Field label={t('carrier.rentUnit')}>
            <SelectInput
              value={rent.unit}
              onChange={(unit) => change(index, { unit })}
              options={rentUnits.map((value) => ({ value, label: land(`rentUnit.${value}`) }))}
            />
          </Field>
          <Button
            type="text"
            aria-label={t('carrier.rentRemove', { name: rent.for || String(index + 1) })}
            icon={<Icon name="close" size="s" />}
            onClick={() => set({ rents: form.rents.filter((_, other) => other !== index) })}
          />
        </div>
      ))}
      <Button
        type="dashed"
        icon={<Icon name="plus" size="s" />}
        onClick={() => set({ rents: [...form.rents, { for: '', from: '', to: '', unit: 'yuan/m2/day' }] })}
      >
        {t('carrier.rentAdd')}
      </Button>
    </section>
  );
}
