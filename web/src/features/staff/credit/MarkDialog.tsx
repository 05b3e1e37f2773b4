import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { useDraft } from '@/lib/draft';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { TextBox, TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { type Attribution, type Mark, useMark } from './api';

const stages = ['met', 'signed', 'broke-ground'] as const;

/** Notes what happened elsewhere: a meeting in the office, a contract on paper, a ground-breaking. */
export function MarkDialog({ claim, onClose }: { claim: Attribution; onClose: () => void }) {
  const { t } = useTranslation('staff-credit');
  const next = stages.find((stage) => !claim.lines?.some((line) => line.stage === stage)) ?? 'met';
  const today = new Date().toLocaleDateString('sv');
  const [draft, setDraft, forget] = useDraft<{ stage: Mark['stage']; day: string; note: string }>(
    `credit.mark.${claim.id}`,
    {
      stage: next,
      day: today,
      note: '',
    },
  );
  const mark = useMark(claim);
  const send = () => {
    const at = draft.day === today ? new Date() : new Date(`${draft.day}T12:00:00`);
    mark.mutate(
      { stage: draft.stage, at: at.toISOString(), note: draft.note },
      {
        onSuccess: () => {
          forget();
          onClose();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      title={t('markTitle', { investor: claim.investor })}
      consequences={[t('markMeans')]}
      action={t('markSend')}
      busy={mark.isPending}
      disabled={!draft.day || draft.note.trim().length < 2}
      error={mark.error}
      onConfirm={send}
      onClose={onClose}
    >
      <Field label={t('markStage')}>
        <SelectInput<Mark['stage']>
          value={draft.stage}
          onChange={(stage) => setDraft({ ...draft, stage })}
          options={stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
        />
      </Field>
      <Field label={t('markDay')}>
        <TextInput
          type="date"
          max={today}
          value={draft.day}
          onChange={(event) => setDraft({ ...draft, day: event.target.value })}
        />
      </Field>
      <Field label={t('markNote')} hint={t('markHint')}>
        <TextBox
          rows={3}
          maxLength={500}
          value={draft.note}
          onChange={(event) => setDraft({ ...draft, note: event.target.value })}
        />
      </Field>
    </ConfirmDialog>
  );
}
