import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { useGroups } from '@/lib/map/uses';
import { Swatch } from '../../parcels/figures/Swatch';
import { TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { noUse, type UseForm } from './form';
import type { SectionProps } from './ParcelEditor';

const schemes = ['territorial', 'GB/T 21010', 'GB 50137', ''] as const;

/** The land uses, the leading one first, each with the scheme its code is of and its own tenure. */
export function UsesSection({ form, set, problems }: SectionProps) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const { t: map } = useTranslation('map');
  const change = (at: number, next: Partial<UseForm>) =>
    set({ uses: form.uses.map((use, index) => (index === at ? { ...use, ...next } : use)) });
  return (
    <section className="st-section" id="f-uses">
      <h2>{land('field.uses')}</h2>
      <p className="st-note">{t('hint.uses')}</p>
      {form.uses.map((use, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: uses have no identity but their place
        <div key={index} className="sp-use">
          <Field label={t('use.scheme')}>
            <SelectInput
              value={use.scheme}
              onChange={(scheme) => change(index, { scheme })}
              options={schemes.map((value) => ({
                value,
                label: value
                  ? t(`use.schemes.${value === 'territorial' ? 't' : value === 'GB 50137' ? 'u' : 's'}`)
                  : t('unset'),
              }))}
            />
          </Field>
          <Field label={t('use.code')}>
            <TextInput
              value={use.code}
              maxLength={12}
              onChange={(event) => change(index, { code: event.target.value })}
            />
          </Field>
          <Field label={t('use.name')}>
            <TextInput
              value={use.name}
              maxLength={60}
              onChange={(event) => change(index, { name: event.target.value })}
            />
          </Field>
          <Field label={t('use.tenure')} error={problems[`uses[${index}].tenureYears`]}>
            <TextInput
              inputMode="decimal"
              value={use.tenure}
              maxLength={8}
              onChange={(event) => change(index, { tenure: event.target.value })}
            />
          </Field>
          <Field label={t('use.group')}>
            <SelectInput
              value={use.group}
              onChange={(group) => change(index, { group })}
              options={useGroups.map((value) => ({
                value,
                label: (
                  <span className="row">
                    <Swatch group={value} />
                    {map(`use.${value}`)}
                  </span>
                ),
              }))}
            />
          </Field>
          <Button
            type="text"
            aria-label={t('use.remove', { name: use.name || use.code || String(index + 1) })}
            icon={<Icon name="close" size="s" />}
            onClick={() => set({ uses: form.uses.filter((_, other) => other !== index) })}
          />
        </div>
      ))}
      <Button type="dashed" icon={<Icon name="plus" size="s" />} onClick={() => set({ uses: [...form.uses, noUse] })}>
        {t('use.add')}
      </Button>
    </section>
  );
}
