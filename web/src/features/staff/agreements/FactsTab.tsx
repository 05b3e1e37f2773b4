import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { NumberInput, TextInput } from '../shared/controls';
import { ErrorSummary } from '../shared/ErrorSummary';
import { LanguageColumns } from '../shared/LanguageColumns';
import { useFieldProblems } from '../shared/problems';
import { SaveBar } from '../shared/SaveBar';
import { SelectInput } from '../shared/SelectInput';
import { useSaving } from '../shared/useSaving';
import { WordsField } from '../shared/WordsField';
import { currencies } from './Amount';
import { useAgreement, useUpdateAgreement } from './api';
import { CeremonyFields } from './CeremonyFields';
import { changeOf, type FactsForm, factsOf } from './facts';
import { LandFields } from './LandFields';
import type { Agreement } from './model';
import { useIssues } from './useIssues';

/** Title, figures, land and ceremony; until it is frozen they are edited here. */
export function FactsTab({ agreement, me }: { agreement: Agreement; me: string }) {
  const { t } = useTranslation('staff-agreements');
  const latest = useMemo(() => factsOf(agreement), [agreement]);
  const { refetch } = useAgreement(agreement.id);
  const update = useUpdateAgreement();
  const editing = useSaving<FactsForm, Agreement>({
    draft: `agreement-facts:${me}:${agreement.id}`,
    latest,
    version: agreement.version,
    refetch,
    update: {
      ...update,
      mutateAsync: ({ base, form, version }) =>
        update.mutateAsync({ id: agreement.id, version, body: changeOf(base, form) }),
    },
  });
  const { form, set } = editing.edit;
  const problems = useFieldProblems(update.error, form);
  const issues = useIssues(problems);
  const closed = !agreement.can.includes('update-agreement');
  return (
    <fieldset className="ag-plain" disabled={closed}>
      <ErrorSummary error={update.error} issues={issues} />
      {closed && <Notice>{t('closed')}</Notice>}
      <section className="st-section first">
        <LanguageColumns id="facts-words" texts={[form.title]}>
          <WordsField
            id="title"
            label={t('field.title')}
            value={form.title}
            onChange={(title) => set({ title })}
            problems={problems}
            limit={120}
            required
          />
        </LanguageColumns>
        <div className="st-form two ag-gap">
          <Money
            id="amountMinor"
            label={t('field.amount')}
            amount={form.amount}
            currency={form.currency}
            error={problems.amountMinor ?? problems.currency}
            onChange={(amount, currency) => set({ amount, currency })}
            disabled={closed}
          />
          <Money
            id="foreignMinor"
            label={t('field.foreignMinor')}
            amount={form.foreign}
            currency={form.foreignCurrency}
            error={problems.foreignMinor ?? problems.foreignCurrency}
            onChange={(foreign, foreignCurrency) => set({ foreign, foreignCurrency })}
            disabled={closed}
          />
          <Field id="f-industry" label={t('field.industry')} hint={t('hint.industry')} error={problems.industry}>
            <TextInput
              value={form.industry}
              maxLength={10}
              onChange={(event) => set({ industry: event.target.value })}
            />
          </Field>
          <Field id="f-districtIndustry" label={t('field.districtIndustry')} error={problems.districtIndustry}>
            <TextInput
              value={form.districtIndustry}
              maxLength={40}
              onChange={(event) => set({ districtIndustry: event.target.value })}
            />
          </Field>
        </div>
      </section>
      <LandFields form={form} set={set} problems={problems} disabled={closed} />
      <CeremonyFields form={form} set={set} problems={problems} disabled={closed} />
      <SaveBar editing={editing} thing={t('agreement')} nameOf={(name) => t(`facts.${name}`)} />
    </fieldset>
  );
}

interface MoneyProps {
  id: string;
  label: string;
  amount: number | null;
  currency: string;
  error?: string;
  disabled: boolean;
  onChange: (amount: number | null, currency: string) => void;
}

/** An amount in ten thousands, with its currency beside it. */
function Money({ id, label, amount, currency, error, disabled, onChange }: MoneyProps) {
  const { t } = useTranslation('staff-agreements');
  return (
    <div className="ag-money">
      <Field id={`f-${id}`} label={label} hint={t('hint.tenThousand')} error={error}>
        <NumberInput
          min={0}
          max={900_000_000}
          precision={6}
          formatter={(value) => (value === undefined || value === null ? '' : `${Number(value)}`)}
          value={amount}
          onChange={(value) => onChange(value, currency)}
        />
      </Field>
      <SelectInput
        aria-label={t('field.currency')}
        value={currency}
        disabled={disabled}
        onChange={(next) => onChange(amount, next)}
        options={currencies.map((value) => ({ value, label: t(`currency.${value}`) }))}
      />
    </div>
  );
}
