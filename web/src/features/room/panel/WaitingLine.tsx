import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Tag } from '@/components/Tag';
import { useProblemText } from '@/lib/problem';
import type { WaitingLine as Line, Person } from '@/lib/room/types';
import { reviewLine } from '../api';
import { clockTime } from '../clock';
import { useRoomSession } from '../session';
import styles from './panel.module.css';

interface WaitingLineProps {
  line: Line;
  author: Person | undefined;
  first: boolean;
}

export function WaitingLine({ line, author, first }: WaitingLineProps) {
  const { t } = useTranslation('room');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const review = useMutation({
    mutationFn: (decision: 'publish' | 'reject') => reviewLine(id, line.seq, decision, reason.trim()),
  });
  const decided = review.isPending || review.isSuccess;
  return (
    <li className={styles.wait} data-first={first || undefined}>
      <p className={styles.waitText}>{line.text}</p>
      <p className={styles.waitBy}>
        <Tag tone={line.why === 'word' ? 'warn' : 'plain'}>
          {t(`review.why.${line.why === 'word' ? 'word' : 'review'}`)}
        </Tag>
        <span className="clip">{[author?.name, author?.org].filter(Boolean).join(' ') || t('chat.someone')}</span>
        <time dateTime={line.at}>{clockTime(line.at)}</time>
      </p>
      {rejecting && (
        <Field label={t('review.reason')}>
          <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      {review.error && (
        <p className={styles.waitError} role="alert">
          {problem(review.error)}
        </p>
      )}
      <div className={styles.waitActions}>
        {rejecting ? (
          <>
            <Button variant="danger" size="s" disabled={decided} onClick={() => review.mutate('reject')}>
              {t('review.confirmReject')}
            </Button>
            <Button variant="soft" size="s" onClick={() => setRejecting(false)}>
              {t('review.cancel')}
            </Button>
          </>
        ) : (
          <>
            <Button
              variant={first ? 'primary' : 'soft'}
              size="s"
              disabled={decided}
              onClick={() => review.mutate('publish')}
            >
              {t('review.publish')}
            </Button>
            <Button variant="soft" size="s" disabled={decided} onClick={() => setRejecting(true)}>
              {t('review.reject')}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
