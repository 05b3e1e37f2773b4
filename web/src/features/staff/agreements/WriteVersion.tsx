import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import type { Schema } from '@/lib/api';
import { useDraft } from '@/lib/draft';
import { inLanguage } from '@/lib/text';
import { ActionButton } from '../shared/ActionButton';
import { TextBox } from '../shared/controls';
import { ErrorSummary } from '../shared/ErrorSummary';
import { useFieldProblems } from '../shared/problems';
import { SelectInput } from '../shared/SelectInput';
import { usePause } from '../shared/usePause';
import { type Agreement, signersOf, type Version } from './model';
import { Preview } from './Preview';
import { templates } from './templates';
import { useIssues } from './useIssues';

interface WriteVersionProps {
  agreement: Agreement;
  latest?: Version;
  me: string;
  busy: boolean;
  error: unknown;
  onSave: (draft: Schema<'AgreementVersionDraft'>, done: () => void) => void;
  onClose: () => void;
}

/** The text of an agreement beside the paper it becomes. */
export function WriteVersion({ agreement, latest, me, busy, error, onSave, onClose }: WriteVersionProps) {
  const { t } = useTranslation('staff-agreements');
  const [form, setForm, clear] = useDraft(`agreement-text:${me}:${agreement.id}`, {
    template: latest?.template ?? '',
    text: (latest?.source === 'template' && latest.text) || '',
  });
  const problems = useFieldProblems(error, form);
  const issues = useIssues(problems);
  const text = usePause(form.text);
  const draft = useMemo(() => (text.trim() ? previewOf(agreement, text) : undefined), [agreement, text]);
  const begin = (id: string) => {
    const template = templates.find((one) => one.id === id);
    if (template) setForm({ template: id, text: template.text });
  };
  return (
    <section className="st-section first" aria-label={t('write.title')}>
      <div className="st-section-head">
        <h2>{t('write.title')}</h2>
        <SelectInput
          aria-label={t('write.template')}
          placeholder={t('write.template')}
          className="ag-template"
          value={form.template || undefined}
          onChange={begin}
          options={templates.map(({ id }) => ({ value: id, label: t(`template.${id}`) }))}
        />
      </div>
      <ErrorSummary error={error} issues={issues} />
      <div className="ag-write">
        <Field id="f-text" label={t('field.text')} hint={t('write.hint')} error={problems.text}>
          <TextBox
            rows={28}
            className="ag-text"
            value={form.text}
            maxLength={200_000}
            onChange={(event) => setForm({ ...form, text: event.target.value })}
          />
        </Field>
        <Preview draft={draft} />
      </div>
      <div className="st-form-foot">
        <ActionButton
          type="primary"
          busy={busy}
          disabled={!form.text.trim()}
          onClick={() => onSave({ text: form.text, template: form.template, values: {} }, clear)}
        >
          {t('write.save')}
        </ActionButton>
        <Button onClick={onClose}>{t('write.close')}</Button>
        <span className="c3">{t('write.kept')}</span>
      </div>
    </section>
  );
}

function previewOf(agreement: Agreement, text: string): Schema<'AgreementPreview'> {
  const wanted = new Set(signersOf(agreement).map(({ id }) => id));
  return {
    title: inLanguage(agreement.title, 'zh-CN'),
    text,
    ...(agreement.amountMinor && { amountMinor: agreement.amountMinor, currency: agreement.currency || 'CNY' }),
    parties: agreement.parties.map(({ role, name, uscc, registrationNumber, signers }) => ({
      role,
      name,
      id: uscc || registrationNumber || '',
      signers: signers.filter(({ id }) => wanted.has(id)).map((signer) => signer.name),
    })),
  };
}
