import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import { Select } from '@/components/Select';
import { Skeleton } from '@/components/Skeleton';
import { TextArea } from '@/components/TextArea';
import { ApiError } from '@/lib/api';
import { useProblemText } from '@/lib/problem';
import { useCan, useRoomSession, useRoomView } from '../../room/session';
import { settingsOf } from '../../room/views';
import { hostKeys, type RoomSettings, saveSettings, useRoomSettings } from '../api';
import styles from '../host.module.css';

const slowChoices = [0, 5, 10, 30, 60, 120];

export function Settings() {
  const { t } = useTranslation('host');
  const { id } = useRoomSession();
  const queries = useQueryClient();
  const settings = useRoomSettings(id);
  const inLog = useRoomView(settingsOf);
  // The other host's change arrives through the log; the words and budget behind it are read again.
  useEffect(() => {
    if (inLog) void queries.invalidateQueries({ queryKey: hostKeys.settings(id) });
  }, [inLog, queries, id]);
  return (
    <div className={styles.block}>
      <h2>{t('run.settings')}</h2>
      {settings.data ? <SettingsForm saved={settings.data} /> : <Skeleton lines={5} />}
    </div>
  );
}

function SettingsForm({ saved }: { saved: RoomSettings }) {
  const { t } = useTranslation('host');
  const { id } = useRoomSession();
  const may = useCan('update-room-settings');
  const queries = useQueryClient();
  const problem = useProblemText();
  const [edit, setEdit] = useState<RoomSettings>();
  const form = edit ?? saved;
  const change = (part: Partial<RoomSettings>) => setEdit({ ...form, ...part });
  const save = useMutation({
    mutationFn: () => saveSettings(id, { ...form, words: form.words.map((word) => word.trim()).filter(Boolean) }),
    onSuccess: (fresh) => {
      queries.setQueryData(hostKeys.settings(id), fresh);
      setEdit(undefined);
    },
  });
  const stale = save.error instanceof ApiError && save.error.status === 412;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  // Saving over the other host's change is possible, but only after having seen that there is one.
  const takeOver = () => {
    save.reset();
    setEdit(undefined);
  };
  const keepMine = () => {
    save.reset();
    setEdit({ ...form, version: saved.version });
  };

  return (
    <form className={styles.settings} onSubmit={submit}>
      <fieldset disabled={!may}>
        <div className={styles.kinds} role="radiogroup" aria-label={t('run.chat')}>
          {(['open', 'review', 'closed'] as const).map((mode) => (
            <label key={mode} data-on={form.chat === mode || undefined}>
              <input type="radio" name="chat" checked={form.chat === mode} onChange={() => change({ chat: mode })} />
              {t(mode === 'open' ? 'run.chatOpen' : mode === 'review' ? 'run.chatReview' : 'run.chatClosed')}
            </label>
          ))}
        </div>
        <div className={styles.pair}>
          <Field label={t('run.questions')}>
            <Select
              value={form.questions}
              onChange={(event) => change({ questions: event.target.value as RoomSettings['questions'] })}
            >
              {(['open', 'review', 'closed'] as const).map((mode) => (
                <option key={mode} value={mode}>
                  {t(`run.questionsMode.${mode}`)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('run.answerDays')}>
            <Input
              type="number"
              min={1}
              max={60}
              value={form.answerDays}
              onChange={(event) => change({ answerDays: Number(event.target.value) })}
            />
          </Field>
        </div>
        <div className={styles.pair}>
          <Field label={t('run.slow')}>
            <Select value={form.slowSeconds} onChange={(event) => change({ slowSeconds: Number(event.target.value) })}>
              {[...new Set([...slowChoices, form.slowSeconds])].map((count) => (
                <option key={count} value={count}>
                  {count === 0 ? t('run.slowOff') : t('run.slowSeconds', { count })}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('run.budget')}>
            <Input
              type="number"
              min={0}
              max={10000}
              value={form.linesPerSecond}
              onChange={(event) => change({ linesPerSecond: Number(event.target.value) })}
            />
          </Field>
        </div>
        <Field label={t('run.words')} hint={t('run.wordsHint')}>
          <TextArea
            rows={3}
            value={form.words.join('\n')}
            onChange={(event) => change({ words: event.target.value.split('\n') })}
          />
        </Field>
        <Field label={t('run.onWord')}>
          <Select
            value={form.onWord}
            onChange={(event) => change({ onWord: event.target.value as RoomSettings['onWord'] })}
          >
            <option value="review">{t('run.onWordReview')}</option>
            <option value="refuse">{t('run.onWordRefuse')}</option>
          </Select>
        </Field>
        {stale ? (
          <Notice tone="warn">
            <p>{t('run.stale')}</p>
            <Button size="s" onClick={takeOver}>
              {t('run.reloadTheirs')}
            </Button>
            <Button size="s" onClick={keepMine}>
              {t('run.keepMine')}
            </Button>
          </Notice>
        ) : (
          save.error && <Notice tone="bad">{problem(save.error)}</Notice>
        )}
        {may && (
          <Button type="submit" variant="soft" size="s" disabled={!edit || save.isPending}>
            {t(save.isSuccess && !edit ? 'run.saved' : 'run.save')}
          </Button>
        )}
      </fieldset>
    </form>
  );
}
