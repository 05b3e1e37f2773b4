import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Select } from '@/components/Select';
import { TextArea } from '@/components/TextArea';
import { useDraft } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';
import { answerQuestion, hideQuestion, mergeQuestion, reviewQuestion } from '../../room/questions/api';
import { useRoomSession } from '../../room/session';
import type { DeskQuestion } from './DeskRow';
import styles from './desk.module.css';

/** What takes more than a press. */
export type DeskTask = 'answer' | 'merge' | 'hide' | 'reject';

interface DeskFormProps {
  question: DeskQuestion;
  task: DeskTask;
  open: readonly DeskQuestion[];
  onDone: () => void;
}

/** An answer, a reason or another question; what is typed stays until it is taken. */
export function DeskForm({ question, task, open, onDone }: DeskFormProps) {
  const { t } = useTranslation('host');
  const { id: room } = useRoomSession();
  const problem = useProblemText();
  const others = open.filter((each) => each.id !== question.id);
  const before = { answer: question.answer?.text ?? '', merge: others[0]?.id ?? '', hide: '', reject: '' }[task];
  const [value, setValue, forget] = useDraft(`desk.${task}.${question.id}`, before);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('textarea, select, input')?.focus(), []);
  const work = useMutation({
    mutationFn: (): Promise<unknown> => {
      const { id } = question;
      if (task === 'answer') return answerQuestion(room, id, question.answer?.how ?? 'written', value.trim());
      if (task === 'merge') return mergeQuestion(room, id, value);
      return task === 'hide' ? hideQuestion(room, id, value.trim()) : reviewQuestion(room, id, 'reject', value.trim());
    },
    onSuccess: () => {
      forget();
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!work.isPending && (value.trim() !== '' || task === 'hide' || task === 'reject')) work.mutate();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  };
  const words = {
    answer: { label: t('desk.text'), action: t('desk.sendAnswer') },
    merge: { label: t('desk.into'), action: t('desk.mergeInto') },
    hide: { label: t('desk.reason'), action: t('desk.hide') },
    reject: { label: t('desk.reasonAsker'), action: t('desk.reject') },
  }[task];
  return (
    <form ref={form} className={styles.form} onSubmit={submit} onKeyDown={press}>
      <Field label={words.label}>
        {task === 'answer' && (
          <TextArea rows={3} maxLength={4000} value={value} onChange={(event) => setValue(event.target.value)} />
        )}
        {task === 'merge' && (
          <Select value={value} onChange={(event) => setValue(event.target.value)}>
            {others.map((each) => (
              <option key={each.id} value={each.id}>
                {each.text}
              </option>
            ))}
          </Select>
        )}
        {(task === 'hide' || task === 'reject') && (
          <Input maxLength={200} value={value} onChange={(event) => setValue(event.target.value)} />
        )}
      </Field>
      {work.error && (
        <p className={styles.bad} role="alert">
          {problem(work.error)}
        </p>
      )}
      <div className={styles.acts}>
        <Button
          type="submit"
          size="s"
          variant={task === 'hide' || task === 'reject' ? 'danger' : 'primary'}
          busy={work.isPending}
        >
          {words.action}
        </Button>
        <Button size="s" variant="soft" onClick={onDone}>
          {t('desk.cancel')}
        </Button>
      </div>
    </form>
  );
}
