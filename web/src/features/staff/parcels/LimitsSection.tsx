import { useTranslation } from 'react-i18next';
import { Field, FieldError } from '@/components/Field';
import { areaDiffers, areaFigure } from '@/lib/land/area';
import type { IntervalName } from '@/lib/land/types';
import { formatNumber } from '@/lib/text';
import { Limit, LimitBar } from '../../parcels/figures/Interval';
import { figure } from '../../parcels/filter';
import { TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { type LimitForm, limitNames } from './form';
import type { SectionProps } from './ParcelEditor';

/** Area and the four limits; each end is there or not, and counts or does not. */
export function LimitsSection({ form, set, problems, computed }: SectionProps & { computed: number | undefined }) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const declared = figure(form.areaM2);
  const differs = areaDiffers(declared, computed);
  return (
    <section className="st-section">
      <h2>{land('factGroup.planning')}</h2>
      <div className="st-form two">
        <Field
          id="f-areaM2"
          label={`${land('field.areaM2')} (${land('areaUnit.m2')})`}
          error={problems.areaM2}
          hint={declared ? `${areaFigure(declared, 'mu')} ${land('areaUnit.mu')}` : t('hint.area')}
        >
          <TextInput
            inputMode="decimal"
            value={form.areaM2}
            maxLength={16}
            onChange={(event) => set({ areaM2: event.target.value })}
          />
        </Field>
        {computed ? (
          <p className={differs === undefined ? 'st-note' : 'st-note warn'}>
            {t(differs === undefined ? 'area.agrees' : 'area.differs', {
              computed: `${areaFigure(computed, 'm2')} ${land('areaUnit.m2')}`,
              percent: formatNumber(Math.abs(differs ?? 0) * 100, { maximumFractionDigits: 1 }),
            })}
          </p>
        ) : null}
      </div>
      <table className="sp-limits">
        <thead>
          <tr>
            <th scope="col">{t('limit.what')}</th>
            <th scope="col">{t('limit.least')}</th>
            <th scope="col">{t('limit.most')}</th>
            <th scope="col">{t('limit.reads')}</th>
          </tr>
        </thead>
        <tbody>
          {limitNames.map((name) => (
            <LimitRow
              key={name}
              name={name}
              limit={form[name]}
              problem={problems[name]}
              onChange={(next) => set({ [name]: { ...form[name], ...next } })}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface LimitRowProps {
  name: IntervalName;
  limit: LimitForm;
  problem: string | undefined;
  onChange: (change: Partial<LimitForm>) => void;
}

function LimitRow({ name, limit, problem, onChange }: LimitRowProps) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const label = land(`field.${name}`);
  const [min, max] = [figure(limit.min), figure(limit.max)];
  const interval = { min, max, minOpen: limit.minOpen, maxOpen: limit.maxOpen, text: limit.text };
  const ends = (sign: string, open: string) => [
    { value: 0, label: sign },
    { value: 1, label: open },
  ];
  return (
    <tr id={`f-${name}`} tabIndex={-1}>
      <th scope="row">
        {label}
        {name !== 'far' && <span className="c3"> {name === 'height' ? 'm' : '%'}</span>}
      </th>
      <td>
        <span className="sp-end">
          <SelectInput
            aria-label={t('limit.leastSign', { what: label })}
            value={Number(limit.minOpen)}
            onChange={(open) => onChange({ minOpen: open === 1 })}
            options={ends('≥', '>')}
          />
          <TextInput
            aria-label={t('limit.leastOf', { what: label })}
            inputMode="decimal"
            value={limit.min}
            maxLength={10}
            onChange={(event) => onChange({ min: event.target.value })}
          />
        </span>
      </td>
      <td>
        <span className="sp-end">
          <SelectInput
            aria-label={t('limit.mostSign', { what: label })}
            value={Number(limit.maxOpen)}
            onChange={(open) => onChange({ maxOpen: open === 1 })}
            options={ends('≤', '<')}
          />
          <TextInput
            aria-label={t('limit.mostOf', { what: label })}
            inputMode="decimal"
            value={limit.max}
            maxLength={10}
            onChange={(event) => onChange({ max: event.target.value })}
          />
        </span>
      </td>
      <td>
        <Limit name={name} interval={interval} />
        <LimitBar name={name} interval={interval} />
        {problem && <FieldError>{problem}</FieldError>}
      </td>
    </tr>
  );
}
