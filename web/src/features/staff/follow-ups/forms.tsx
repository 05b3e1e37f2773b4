import { Checkbox } from 'antd';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { useToast } from '@/components/Toast';
import { ApiError } from '@/lib/api';
import { useDraft } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';
import { ActionButton } from '../shared/ActionButton';
import { TextBox, TextInput } from '../shared/controls';
import { type FollowUp, type FollowUpWork, useFollowUpWork } from './api';

/** A form whose words stay until the server has taken them, also when somebody else was quicker. */
function useWork(line: FollowUp, done: string, forget: () => void) {
  const say = useToast();
  const work = useFollowUpWork(line);
  const run = (what: FollowUpWork) =>
    work.mutate(what, {
      onSuccess: () => {
        forget();
        say(done);
      },
    });
  return { run, busy: work.isPending, error: work.error };
}

interface FormProps {
  work: ReturnType<typeof useWork>;
  onSubmit: () => void;
  action: string;
  primary?: boolean;
  children: ReactNode;
}

function WorkForm({ work, onSubmit, action, primary, children }: FormProps) {
  const { t } = useTranslation('staff');
  const problem = useProblemText();
  const stale = work.error instanceof ApiError && work.error.status === 412;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!work.busy) onSubmit();
  };
  return (
    <form className="st-form" onSubmit={submit}>
      {children}
      {work.error && (
        <Notice tone={stale ? 'warn' : 'bad'}>{stale ? t('followUps.stale') : problem(work.error)}</Notice>
      )}
      <p>
        <ActionButton type={primary ? 'primary' : 'default'} htmlType="submit" busy={work.busy}>
          {action}
        </ActionButton>
      </p>
    </form>
  );
}

export function AssignForm({ line }: { line: FollowUp }) {
  const { t } = useTranslation('staff');
  const { department, dueOn } = line;
  const [form, setForm, forget] = useDraft(`follow-up.assign.${line.id}`, { department, dueOn });
  const work = useWork(line, t('followUps.assigned'), forget);
  return (
    <WorkForm work={work} action={t('followUps.assign')} onSubmit={() => work.run({ do: 'assign', ...form })}>
      <div className="st-form two">
        <Field label={t('followUps.department')} hint={t('followUps.departmentHint')}>
          <TextInput
            value={form.department}
            maxLength={60}
            onChange={(event) => setForm({ ...form, department: event.target.value })}
          />
        </Field>
        <Field label={t('followUps.dueOn')}>
          <TextInput
            type="date"
            required
            value={form.dueOn}
            onChange={(event) => setForm({ ...form, dueOn: event.target.value })}
          />
        </Field>
      </div>
    </WorkForm>
  );
}

export function AnswerForm({ line }: { line: FollowUp }) {
  const { t } = useTranslation('staff');
  const published = line.question.published;
  const [form, setForm, forget] = useDraft(`follow-up.answer.${line.id}`, {
    text: line.answer ?? '',
    public: line.onPage,
  });
  const work = useWork(line, t('followUps.sent'), forget);
  const send = () => form.text.trim() && work.run({ do: 'answer', text: form.text, public: published && form.public });
  const answered = line.status === 'answered';
  return (
    <WorkForm
      work={work}
      primary={!answered}
      action={t(answered ? 'followUps.correct' : 'followUps.send')}
      onSubmit={send}
    >
      <Field label={t('followUps.answer')} hint={published ? undefined : t('followUps.publicNot')}>
        <TextBox
          rows={5}
          maxLength={4000}
          value={form.text}
          onChange={(event) => setForm({ ...form, text: event.target.value })}
        />
      </Field>
      {published && (
        <Checkbox checked={form.public} onChange={(event) => setForm({ ...form, public: event.target.checked })}>
          {t('followUps.public')}
        </Checkbox>
      )}
    </WorkForm>
  );
}

export function CloseForm({ line }: { line: FollowUp }) {
  const { t } = useTranslation('staff');
  const [reason, setReason, forget] = useDraft(`follow-up.close.${line.id}`, '');
  const work = useWork(line, t('followUps.closedDone'), forget);
  return (
    <details>
      <summary>{t('followUps.close')}</summary>
      <WorkForm
        work={work}
        action={t('followUps.closeSave')}
        onSubmit={() => reason.trim() && work.run({ do: 'close', reason })}
      >
        <Field label={t('followUps.reason')}>
          <TextInput value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </WorkForm>
    </details>
  );
}
