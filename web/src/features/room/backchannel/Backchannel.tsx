import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Input } from '@/components/Input';
import { api, idempotencyKey, unwrap } from '@/lib/api';
import { useDraft } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';
import type { BackchannelLine } from '@/lib/room/types';
import { clockTime } from '../clock';
import { useRoomSession, useRoomView } from '../session';
import { backchannelOf, peopleOf, youOf } from '../views';
import styles from './backchannel.module.css';

/** What those who run the session say among themselves, and where they say it. */
export default function Backchannel() {
  const { t } = useTranslation('room');
  const lines = useRoomView(backchannelOf);
  const list = useRef<HTMLOListElement>(null);
  const latest = lines.at(-1)?.seq;
  useEffect(() => {
    if (list.current && latest) list.current.scrollTop = list.current.scrollHeight;
  }, [latest]);
  return (
    <div className={styles.backchannel}>
      {lines.length === 0 ? (
        <p className={styles.empty}>{t('backchannel.empty')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keyboard
        <ol ref={list} className={styles.lines} aria-label={t('backchannel.title')} aria-live="polite" tabIndex={0}>
          {lines.map((line) => (
            <Said key={line.seq} line={line} />
          ))}
        </ol>
      )}
      <Say />
    </div>
  );
}

function Said({ line }: { line: BackchannelLine }) {
  const { t } = useTranslation('room');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const author = useRoomView(peopleOf).get(line.by)?.name;
  const mine = useRoomView(youOf)?.id === line.by;
  const retract = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE('/rooms/{room}/backchannel/{staffSeq}', { params: { path: { room: id, staffSeq: line.seq } } }),
      ),
  });
  if (line.status === 'erased') return null;
  return (
    <li className={styles.line}>
      <time dateTime={line.at}>{clockTime(line.at)}</time>
      {line.status === 'retracted' ? (
        <p className={styles.gone}>{t('backchannel.retracted', { name: author || t('chat.someone') })}</p>
      ) : (
        <p>
          <b>{mine ? t('chat.me') : author || t('chat.someone')}</b>
          {line.text}
        </p>
      )}
      {mine && line.status === 'posted' && (
        <Button
          size="s"
          variant="quiet"
          icon
          busy={retract.isPending}
          aria-label={t('backchannel.retract', { text: line.text })}
          onClick={() => retract.mutate()}
        >
          <Icon name="close" size="s" />
        </Button>
      )}
      {retract.error && (
        <p className={styles.bad} role="alert">
          {problem(retract.error)}
        </p>
      )}
    </li>
  );
}

/** The words stay until they are in the log. */
function Say() {
  const { t } = useTranslation('room');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const [draft, setDraft, forget] = useDraft(`backchannel.${id}`, { text: '', key: '' });
  const post = useMutation({
    mutationFn: ({ text, key }: { text: string; key: string }) =>
      unwrap(
        api.POST('/rooms/{room}/backchannel', {
          params: { path: { room: id }, header: { 'Idempotency-Key': key } },
          body: { text },
        }),
      ),
    onSuccess: () => {
      setDraft({ text: '', key: '' });
      forget();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = draft.text.trim();
    if (text && !post.isPending) post.mutate({ text, key: draft.key });
  };
  return (
    <form className={styles.say} onSubmit={submit}>
      {post.error && (
        <p className={styles.bad} role="alert">
          {problem(post.error)}
        </p>
      )}
      <div className={styles.row}>
        <Input
          value={draft.text}
          maxLength={500}
          autoComplete="off"
          aria-label={t('backchannel.input')}
          placeholder={t('backchannel.input')}
          // Other words are another line: a repeated line under the same key would be taken for the first.
          onChange={(event) => setDraft({ text: event.target.value, key: idempotencyKey() })}
        />
        <Button type="submit" variant="soft" icon aria-label={t('backchannel.send')} disabled={!draft.text.trim()}>
          <Icon name="send" />
        </Button>
      </div>
    </form>
  );
}
