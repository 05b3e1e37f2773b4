import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { codeText } from '@/lib/problem';
import type { OutboxItem } from '@/lib/room/outbox';
import { useOutbox, useRoomSession } from '../session';
import { secondsUntil, useNow } from '../useNow';
import styles from './chat.module.css';

/** A line of mine that is not in the log yet: it says where it is, and if it was refused, why and what next. */
export function PendingLine({ item }: { item: OutboxItem }) {
  const { t } = useTranslation('room');
  const { outbox } = useRoomSession();
  const [copied, setCopied] = useState(false);
  const failed = item.state === 'failed';
  const copy = async () => {
    await navigator.clipboard?.writeText(item.text);
    setCopied(true);
  };
  return (
    <li className={styles.line} data-mine data-pending={item.state}>
      <p className={styles.who}>
        <b>{t('chat.me')}</b>
        <Progress item={item} />
      </p>
      <p className={styles.text}>{item.text}</p>
      {failed && (
        <>
          <Reason item={item} />
          <div className={styles.remedies}>
            <button type="button" onClick={() => outbox.retry(item.key)}>
              {t('chat.retry')}
            </button>
            <button type="button" onClick={() => void copy()}>
              {t(copied ? 'chat.copied' : 'chat.copy')}
            </button>
            <button type="button" onClick={() => outbox.remove(item.key)}>
              {t('chat.discard')}
            </button>
          </div>
        </>
      )}
    </li>
  );
}

function Progress({ item }: { item: OutboxItem }) {
  const { t } = useTranslation('room');
  const { resumeAt, held } = useOutbox();
  const waits = item.state === 'queued' && resumeAt !== undefined;
  const now = useNow(1000, waits);
  const words = () => {
    if (waits) return t('chat.resume', { seconds: secondsUntil(resumeAt, now) });
    if (item.state === 'queued' && held === 'sign-in') return t('chat.held');
    return t(`chat.state.${item.state}`);
  };
  return (
    <span className={styles.progress} data-state={item.state} role="status">
      <Icon name={item.state === 'failed' ? 'warning' : 'clock'} size="s" />
      {words()}
    </span>
  );
}

function Reason({ item }: { item: OutboxItem }) {
  const { t } = useTranslation('room');
  const { t: tError } = useTranslation('errors');
  const { code, params, requestId } = item.error ?? { code: 'unknown' };
  const reason = typeof params?.reason === 'string' ? params.reason : '';
  const words =
    code === 'chat_rejected'
      ? reason
        ? t('chat.rejectedWhy', { reason })
        : t('chat.rejected')
      : (codeText(tError, code, params) ?? tError('unknown'));
  return (
    <p className={styles.reason}>
      {words}
      {requestId && <span className="code"> {t('chat.requestId', { id: requestId })}</span>}
    </p>
  );
}
