import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useDraft } from '@/lib/draft';
import type { Line, Person } from '@/lib/room/types';
import { clockTime } from '../clock';
import { useCan, useOutbox, useRoomSession, useRoomView } from '../session';
import { useSignInAgain } from '../useSignInAgain';
import { phaseOf, roomStateOf, settingsOf } from '../views';
import styles from './chat.module.css';
import { useMuted } from './useMuted';

const longest = 1000;

interface ComposerProps {
  replyTo: Line | undefined;
  replyAuthor: Person | undefined;
  onDone: () => void;
}

/** Where a line is written. Whatever stops it from being sent, the words stay. */
export function Composer({ replyTo, replyAuthor, onDone }: ComposerProps) {
  const { t } = useTranslation('room');
  const { id, outbox } = useRoomSession();
  const [text, setText] = useDraft(`chat.${id}`, '');
  const field = useRef<HTMLTextAreaElement>(null);
  const closed = useClosed();
  const placeholder = usePlaceholder();
  const left = longest - [...text].length;
  const ready = text.trim() !== '' && left >= 0 && !closed;

  useEffect(() => {
    if (replyTo) field.current?.focus();
  }, [replyTo]);

  const send = () => {
    if (!ready) return;
    outbox.add(text.trim(), replyTo?.seq);
    setText('');
    onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    // Enter that picks a candidate of an input method is not meant for us.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form className={styles.composer} onSubmit={submit}>
      <Hint closed={closed} left={left} />
      {replyTo && (
        <p className={styles.replying}>
          <span>{t('chat.replyTo', { name: replyAuthor?.name || t('chat.someone') })}</span>
          <q>{replyTo.text}</q>
          <button type="button" aria-label={t('chat.cancelReply')} onClick={onDone}>
            <Icon name="close" size="s" />
          </button>
        </p>
      )}
      <div className={styles.row}>
        <div className={styles.grow} data-text={text}>
          <textarea
            ref={field}
            rows={1}
            value={text}
            aria-label={t('chat.input')}
            placeholder={placeholder}
            aria-invalid={left < 0 || undefined}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={press}
          />
        </div>
        <button type="submit" className={styles.send} disabled={!ready} aria-label={t('chat.send')}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

function usePlaceholder(): string {
  const { t } = useTranslation('room');
  const open = useRoomView(phaseOf) === 'open';
  const { chat } = useRoomView(settingsOf);
  if (!open) return t('chat.placeholderOffline');
  return t(chat === 'review' ? 'chat.placeholderReview' : 'chat.placeholder');
}

/** Why nothing can be sent now, in words; undefined when it can. */
function useClosed(): string | undefined {
  const { t } = useTranslation('room');
  const { chat } = useRoomView(settingsOf);
  const ended = useRoomView(roomStateOf) === 'ended';
  const muted = useMuted();
  const staff = useCan('read-staff-lane'); // they may still write when the chat is closed
  if (ended) return t('chat.ended');
  if (muted) return t('chat.muted', { time: clockTime(muted) });
  return chat === 'closed' && !staff ? t('chat.closed') : undefined;
}

/** What there is to know before writing; the first that applies. */
function Hint({ closed, left }: { closed: string | undefined; left: number }) {
  const { t } = useTranslation('room');
  const { id } = useRoomSession();
  const { chat, slowSeconds } = useRoomView(settingsOf);
  const { held } = useOutbox();
  const signIn = useSignInAgain(id);
  const hint = (words: ReactNode, tone?: 'warn' | 'bad') => (
    <p className={styles.hint} data-tone={tone} role={tone === 'warn' ? 'status' : undefined}>
      {words}
    </p>
  );
  if (closed) return hint(closed, 'warn');
  if (held === 'sign-in') {
    const link = (
      <button type="button" className={styles.link} onClick={signIn}>
        {t('cut.signIn')}
      </button>
    );
    return hint(
      <>
        {t('cut.signedOut')} {link}
      </>,
      'warn',
    );
  }
  if (left < 0) return hint(t('chat.over', { count: -left }), 'bad');
  if (left <= 100) return hint(t('chat.left', { count: left }));
  if (chat === 'review') return hint(t('chat.review'));
  return slowSeconds > 0 ? hint(t('chat.slow', { seconds: slowSeconds })) : null;
}
