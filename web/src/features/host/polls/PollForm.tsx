import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import { Select } from '@/components/Select';
import { TextArea } from '@/components/TextArea';
import { ApiError, idempotencyKey } from '@/lib/api';
import { fieldProblems, useProblemText } from '@/lib/problem';
import { useRoomSession } from '../../room/session';
import styles from '../host.module.css';
import { createPoll, type HostPoll, type PollDraft, updatePoll, useFreshPolls } from './api';
import own from './polls.module.css';

const kinds = ['single', 'multiple', 'rating', 'ranking'] as const;

interface Draft {
  kind: PollDraft['kind'];
  question: string;
  options: string;
  min: number;
  max: number;
  results: PollDraft['results'];
}

const blank: Draft = { kind: 'single', question: '', options: '', min: 1, max: 2, results: 'live' };

function draftOf({ kind, question, options, minChoices, maxChoices, results }: HostPoll): Draft {
  const words = kind === 'rating' ? '' : options.join('\n');
  return { kind, question, options: words, min: minChoices, max: maxChoices, results };
}

function bodyOf({ kind, question, options, min, max, results }: Draft): PollDraft {
  const lines = options.split('\n').filter((line) => line.trim() !== '');
  return {
    kind,
    question: question.trim(),
    results,
    ...(kind !== 'rating' && { options: lines }),
    ...(kind === 'multiple' && { minChoices: min, maxChoices: max }),
  };
}

/** Drafts a poll, or rewrites a draft. What was typed stays until it is saved. */
export function PollForm({ poll, onDone }: { poll?: HostPoll; onDone: () => void }) {
  const { t } = useTranslation(['host', 'errors']);
  const { t: errors } = useTranslation('errors');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const refresh = useFreshPolls();
  const [draft, setDraft] = useState<Draft>(poll ? draftOf(poll) : blank);
  const [key] = useState(idempotencyKey);
  const save = useMutation({
    mutationFn: () => (poll ? updatePoll(id, poll, bodyOf(draft)) : createPoll(id, bodyOf(draft), key)),
    onSuccess: async () => {
      await refresh();
      onDone();
    },
  });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const wrong = fieldProblems(errors, save.error);
  const optionsWrong = Object.entries(wrong).find(([field]) => field.startsWith('options'))?.[1];
  const stale = save.error instanceof ApiError && save.error.code === 'version_conflict';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={own.form} onSubmit={submit}>
      <div className={styles.pair}>
        <Field label={t('host:polls.kind')}>
          <Select value={draft.kind} onChange={(event) => change({ kind: event.target.value as Draft['kind'] })}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`host:polls.kinds.${kind}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('host:polls.results')}>
          <Select
            value={draft.results}
            onChange={(event) => change({ results: event.target.value as Draft['results'] })}
          >
            <option value="live">{t('host:polls.resultsLive')}</option>
            <option value="closed">{t('host:polls.resultsClosed')}</option>
          </Select>
        </Field>
      </div>
      <Field label={t('host:polls.question')} {...(wrong.question && { error: wrong.question })}>
        <Input
          value={draft.question}
          maxLength={200}
          placeholder={t('host:polls.questionHint')}
          onChange={(event) => change({ question: event.target.value })}
        />
      </Field>
      {draft.kind !== 'rating' && (
        <Field label={t('host:polls.options')} {...(optionsWrong && { error: optionsWrong })}>
          <TextArea rows={4} value={draft.options} onChange={(event) => change({ options: event.target.value })} />
        </Field>
      )}
      {draft.kind === 'multiple' && (
        <div className={styles.pair}>
          {(['min', 'max'] as const).map((end) => (
            <Field
              key={end}
              label={t(`host:polls.${end}`)}
              {...(end === 'max' && wrong.maxChoices && { error: wrong.maxChoices })}
            >
              <Input
                type="number"
                min={1}
                max={10}
                value={draft[end]}
                onChange={(event) => change({ [end]: event.target.valueAsNumber || 1 })}
              />
            </Field>
          ))}
        </div>
      )}
      {save.error && Object.keys(wrong).length === 0 && (
        <Notice tone={stale ? 'warn' : 'bad'}>{stale ? t('host:polls.stale') : problem(save.error)}</Notice>
      )}
      <div className={styles.buttons}>
        <Button size="s" onClick={() => (stale ? void refresh().then(onDone) : onDone())}>
          {t(stale ? 'host:polls.reload' : 'host:polls.cancel')}
        </Button>
        <Button type="submit" size="s" variant="primary" disabled={save.isPending || draft.question.trim() === ''}>
          {t('host:polls.save')}
        </Button>
      </div>
    </form>
  );
}
