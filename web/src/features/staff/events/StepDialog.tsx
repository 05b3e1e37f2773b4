import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/components/Toast';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { useFieldProblems } from '../shared/problems';
import { useSetStatus } from './api';
import { useIssues } from './labels';
import type { StaffEvent } from './model';
import type { StepSpec } from './steps';
import type { EventEdit } from './useEventEdit';

interface StepDialogProps {
  event: StaffEvent;
  step: StepSpec;
  editing: EventEdit;
  onClose: () => void;
}

/** Asks before an event changes for its audience. What was typed but not saved is saved first. */
export function StepDialog({ event, step: { step, to }, editing, onClose }: StepDialogProps) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const set = useSetStatus(event.id);
  const [saving, setSaving] = useState(false);
  const issues = useIssues(useFieldProblems(set.error));
  const toPublic = to === 'published';
  const consequences = t(`steps.${step}.consequences`).split('\n');
  if (editing.edit.dirty) consequences.unshift(toPublic ? t('steps.savesFirst') : t('steps.unsavedStays'));

  const run = async () => {
    let current: StaffEvent | undefined = event;
    if (editing.edit.dirty && toPublic) {
      setSaving(true);
      current = await editing.save();
      setSaving(false);
      if (!current) return onClose(); // the form shows why
    }
    set.mutate(
      { status: to, version: current.version },
      {
        onSuccess: () => {
          say(t(`steps.${step}.done`));
          onClose();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      title={t(`steps.${step}.title`)}
      consequences={consequences}
      action={t(`steps.${step}.action`)}
      busy={saving || set.isPending}
      danger={step === 'archive'}
      error={set.error}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      {issues.length > 0 && (
        <ul className="st-consequences bad">
          {issues.map(({ label, text }) => (
            <li key={label + text}>
              {label}
              {t('form.colon')}
              {text}
            </li>
          ))}
        </ul>
      )}
    </ConfirmDialog>
  );
}
