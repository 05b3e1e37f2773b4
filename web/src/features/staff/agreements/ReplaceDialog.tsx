import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { TextBox } from '../shared/controls';
import { useFieldProblems } from '../shared/problems';
import { useReplaceSigner } from './api';
import type { Agreement, Signer } from './model';
import { PersonFields } from './PersonFields';
import { newSigner, signerBody } from './parties';

interface ReplaceDialogProps {
  agreement: Agreement;
  signer: Signer;
  onClose: () => void;
}

/** Has somebody else sign; what the first had confirmed counts no more. */
export function ReplaceDialog({ agreement, signer, onClose }: ReplaceDialogProps) {
  const { t } = useTranslation('staff-agreements');
  const [form, setForm] = useState({ person: newSigner(), reason: '' });
  const replace = useReplaceSigner(agreement.id);
  const problems = useFieldProblems(replace.error, { ...form.person, reason: form.reason });
  return (
    <ConfirmDialog
      title={t('replace.title', { name: signer.name })}
      consequences={[t('replace.dropped'), t('replace.invited')]}
      action={t('replace.action')}
      busy={replace.isPending}
      error={Object.keys(problems).length === 0 ? replace.error : undefined}
      onConfirm={() => {
        const { id: _, ...person } = signerBody(form.person);
        replace.mutate({ signer: signer.id, body: { ...person, reason: form.reason.trim() } }, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <PersonFields
        id="replacement"
        title={t('replace.person')}
        person={form.person}
        problems={problems}
        onChange={(change) => setForm((before) => ({ ...before, person: { ...before.person, ...change } }))}
      />
      <Field id="f-reason" label={t('field.reason')} error={problems.reason} required>
        <TextBox
          value={form.reason}
          maxLength={500}
          onChange={(event) => setForm((before) => ({ ...before, reason: event.target.value }))}
        />
      </Field>
    </ConfirmDialog>
  );
}
