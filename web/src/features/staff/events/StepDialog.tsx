import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { useToast } from '@/components/Toast';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { useFieldProblems } from '../shared/problems';
import { type ChecklistItem, useSetStatus } from './api';
import { useChecklistWords } from './Checklist';
import { useIssues } from './labels';
import type { StaffEvent } from './model';
import type { StepSpec } from './steps';
import type { EventEdit } from './useEventEdit';

interface StepDialogProps {
  event: StaffEvent;
  step: StepSpec;
  /** What is missing; what can be published without is asked about here, once. */
  items: readonly ChecklistItem[];
  editing: EventEdit;
  onClose: () => void;
}

/** Asks before an event changes for its audience. What was typed but not saved is saved first. */
export function StepDialog({ event, step: { step, to }, items, editing, onClose }: StepDialogProps) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const set = useSetStatus(event.id);
  const [saving, setSaving] = useState(false);
  const issues = useIssues(useFieldProblems(set.error));
  const toPublic = to === 'published';
  const words = useChecklistWords(event);
  const warnings = toPublic ? items.filter(({ level }) => level === 'warns') : [];
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
      {warnings.length > 0 && issues.length === 0 && (
        <Notice tone="warn">
          <p>{t('publish.anyway')}</p>
          <ul className="st-consequences">
            {warnings.map((item) => (
              <li key={item.field + item.code}>{words(item)}</li>
            ))}
          </ul>
        </Notice>
      )}
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
