import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ApiError, idempotencyKey } from '@/lib/api';
import { useDraft } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';
import { roomKeys } from '../api';
import { useMuted } from '../chat/useMuted';
import { clockTime } from '../clock';
import { useCan, useRoomSession, useRoomView } from '../session';
import { roomStateOf, settingsOf } from '../views';
import { askQuestion } from './api';
import styles from './questions.module.css';

const longest = 500;

interface Draft {
  text: string;
  anonymous: boolean;
  /** Under which the same question may be sent again. */
  key: string;
}

const blank = (): Draft => ({ text: '', anonymous: false, key: idempotencyKey() });

/** Where a question is written. What is typed stays until the room has taken it. */
export function AskForm({ onAsked }: { onAsked: () => void }) {
  const { t } = useTranslation('room');
  const { id } = useRoomSession();
  const queries = useQueryClient();
  const problem = useProblemText();
  const first = useRef(blank());
  const [draft, setDraft, forget] = useDraft<Draft>(`question.${id}`, first.current);
  const closed = useClosed();
  const { questions: mode } = useRoomView(settingsOf);
  const ask = useMutation({
    mutationFn: () => askQuestion(id, draft.key, draft.text.trim(), draft.anonymous),
    onSuccess: () => {
      setDraft(blank());
      forget();
      void queries.invalidateQueries({ queryKey: roomKeys.me(id) });
      onAsked();
    },
    onError: (cause) => {
      // Another text under this key was taken before: begin anew.
      if (cause instanceof ApiError && cause.code === 'idempotency_key_reused') change({});
    },
  });
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part, key: idempotencyKey() }));
  const left = longest - [...draft.text].length;
  const ready = draft.text.trim().length > 1 && left >= 0 && !closed;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !ask.isPending) ask.mutate();
  };
  if (closed && draft.text === '') return <p className={styles.closed}>{closed}</p>;
  return (
    <form className={styles.ask} data-typed={draft.text !== '' || undefined} onSubmit={submit}>
      <textarea
        rows={2}
        value={draft.text}
        aria-label={t('questions.input')}
        placeholder={t('questions.placeholder')}
        aria-invalid={left < 0 || undefined}
        onChange={(event) => change({ text: event.target.value })}
      />
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={draft.anonymous}
          onChange={(event) => change({ anonymous: event.target.checked })}
        />
        <span>
          {t('questions.anonymous')}
          {draft.anonymous && <small>{t('questions.anonymousHint')}</small>}
        </span>
      </label>
      <div className={styles.askRow}>
        <p className={styles.hint} role="status" data-bad={ask.isError || left < 0 || undefined}>
          {ask.isError ? problem(ask.error) : <Hint closed={closed} left={left} sent={ask.data?.status} mode={mode} />}
        </p>
        <Button type="submit" variant="primary" disabled={!ready} busy={ask.isPending}>
          {t(ask.isPending ? 'questions.sending' : 'questions.send')}
        </Button>
      </div>
    </form>
  );
}

interface HintProps {
  closed: string | undefined;
  left: number;
  sent: string | undefined;
  mode: string;
}

/** What there is to know before asking, or what became of what was asked; the first that applies. */
function Hint({ closed, left, sent, mode }: HintProps) {
  const { t } = useTranslation('room');
  if (closed) return closed;
  if (left < 0) return t('questions.over', { count: -left });
  if (left <= 100) return t('questions.left', { count: left });
  if (sent && left === longest) return t(sent === 'waiting' ? 'questions.sentReview' : 'questions.sentOpen');
  return mode === 'review' ? t('questions.review') : null;
}

/** Why nothing can be asked now, in words; undefined when it can. */
function useClosed(): string | undefined {
  const { t } = useTranslation('room');
  const { questions } = useRoomView(settingsOf);
  const ended = useRoomView(roomStateOf) === 'ended';
  const muted = useMuted();
  const staff = useCan('read-staff-lane');
  if (ended) return t('questions.ended');
  if (muted) return t('chat.muted', { time: clockTime(muted) });
  return questions === 'closed' && !staff ? t('questions.closed') : undefined;
}
