import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { TextBox } from '../shared/controls';
import { useFieldProblems } from '../shared/problems';
import { useVoid } from './api';
import type { Agreement } from './model';

/** Ends an agreement before it is released; the parties read why. */
export function VoidDialog({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const { t } = useTranslation('staff-agreements');
  const [reason, setReason] = useState('');
  const end = useVoid(agreement.id);
  const problems = useFieldProblems(end.error, { reason });
  return (
    <ConfirmDialog
      title={t('void.title')}
      consequences={[t('void.final'), t('void.told')]}
      action={t('next.void')}
      danger
      busy={end.isPending}
      error={problems.reason ? undefined : end.error}
      onConfirm={() => end.mutate(reason.trim(), { onSuccess: onClose })}
      onClose={onClose}
    >
      <Field id="f-reason" label={t('field.reason')} error={problems.reason} required>
        <TextBox value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
