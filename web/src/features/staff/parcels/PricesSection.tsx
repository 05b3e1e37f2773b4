import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import type { NoticeUnit } from '@/lib/land/price';
import { capRules } from '@/lib/land/types';
import { TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { type PriceForm, priceNames } from './form';
import type { SectionProps } from './ParcelEditor';

const whole: readonly NoticeUnit[] = ['wan', 'yi', 'yuan', 'yuan/m2', 'yuan/floor', 'wan/mu', 'yuan/mu'];
const share: readonly NoticeUnit[] = ['wan', 'yuan', 'percent', 'yuan/m2', 'yuan/floor'];

/** Each price in the unit of the notice; the others follow by themselves. */
export function PricesSection({ form, set, problems }: SectionProps) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const { prices } = form;
  return (
    <section className="st-section" id="f-prices">
      <h2>{land('factGroup.price')}</h2>
      <p className="st-note">{t('hint.prices')}</p>
      <div className="sp-prices">
        {priceNames.map((name) => (
          <PriceField
            key={name}
            id={`f-prices.${name}`}
            label={land(`fact.${name}`)}
            price={prices[name]}
            units={name === 'step' || name === 'deposit' ? share : whole}
            problem={problems[`prices.${name}`]}
            onChange={(price) => set({ prices: { ...prices, [name]: price } })}
          />
        ))}
        <PriceField
          id="f-intensity"
          label={land('fact.intensity')}
          price={form.intensity}
          units={['wan/mu', 'wan/ha']}
          problem={problems.intensity}
          onChange={(intensity) => set({ intensity })}
        />
      </div>
      <fieldset>
        <legend className="lb">{t('cap.then')}</legend>
        <Checkbox.Group
          className="st-checks"
          value={prices.capThen}
          onChange={(capThen) => set({ prices: { ...prices, capThen } })}
          options={capRules.map((value) => ({ value, label: land(`capRule.${value}`) }))}
        />
      </fieldset>
    </section>
  );
}

interface PriceFieldProps {
  id: string;
  label: string;
  price: PriceForm;
  units: readonly NoticeUnit[];
  problem: string | undefined;
  onChange: (price: PriceForm) => void;
}

function PriceField({ id, label, price, units, problem, onChange }: PriceFieldProps) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const known = units.some((unit) => unit === price.unit);
  const offered = known ? units : [...units, price.unit as NoticeUnit];
  return (
    <Field
      id={id}
      label={label}
      error={problem}
      hint={!price.value && price.text ? t('hint.asWritten', { text: price.text }) : undefined}
    >
      <span className="sp-price">
        <TextInput
          inputMode="decimal"
          value={price.value}
          maxLength={16}
          onChange={(event) => onChange({ ...price, value: event.target.value })}
        />
        <SelectInput
          id={`${id}-unit`}
          aria-label={t('unitOf', { what: label })}
          value={price.unit}
          onChange={(unit) => onChange({ ...price, unit })}
          options={offered.map((value) => ({ value, label: land(`unit.${value}`) }))}
        />
      </span>
    </Field>
  );
}
