import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Tag, type TagTone } from '@/components/Tag';
import { useProblemText } from '@/lib/problem';
import { dayOf, formatDate } from '@/lib/time';
import { type RoomMe, roomKeys } from '../api';
import { clockTime } from '../clock';
import { useRoomSession } from '../session';
import { Answer } from './Asked';
import { withdrawQuestion } from './api';
import styles from './questions.module.css';

type Own = RoomMe['questions'][number];

const tones: Record<Own['status'], TagTone> = {
  waiting: 'warn',
  open: 'act',
  answered: 'ok',
  merged: 'plain',
  rejected: 'bad',
  hidden: 'bad',
  retracted: 'plain',
  erased: 'plain',
};

/** A question of my own and what has become of it; nobody else sees this. */
export function Mine({ own }: { own: Own }) {
  const { t } = useTranslation('room');
  const [asking, setAsking] = useState(false);
  const { answer, followUp } = own;
  const text = answer?.text ?? followUp?.answer;
  return (
    <li className={styles.item}>
      <div className={styles.body}>
        <p className={styles.who}>
          <Tag tone={tones[own.status]}>{t(`questions.status.${own.status}`)}</Tag>
          {own.anonymous && <Tag>{t('questions.anon')}</Tag>}
          <time dateTime={own.askedAt}>{clockTime(own.askedAt)}</time>
        </p>
        {own.text && <p className={styles.text}>{own.text}</p>}
        {followUp && <Due followUp={followUp} />}
        {text && <Answer text={text} by={answer?.by} />}
        {(own.status === 'waiting' || own.status === 'open') && (
          <div className={styles.acts}>
            <Button variant="quiet" size="s" onClick={() => setAsking(true)}>
              {t('questions.withdraw')}
            </Button>
          </div>
        )}
      </div>
      {asking && <Withdraw own={own} onClose={() => setAsking(false)} />}
    </li>
  );
}

/** 规资，12 月 15 日前书面答复 */
function Due({ followUp }: { followUp: NonNullable<Own['followUp']> }) {
  const { t } = useTranslation('room');
  const { status, department, dueOn, note } = followUp;
  if (status === 'answered') return null;
  if (status === 'closed') {
    return <p className={styles.due}>{note ? t('questions.closedNote', { note }) : t('questions.closedPlain')}</p>;
  }
  const day = formatDate(dayOf(dueOn), 'UTC');
  return (
    <p className={styles.due}>
      {department ? t('questions.due', { department, day }) : t('questions.dueNobody', { day })}
    </p>
  );
}

function Withdraw({ own, onClose }: { own: Own; onClose: () => void }) {
  const { t } = useTranslation('room');
  const { id } = useRoomSession();
  const queries = useQueryClient();
  const problem = useProblemText();
  const withdraw = useMutation({
    mutationFn: () => withdrawQuestion(id, own.id),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: roomKeys.me(id) });
      onClose();
    },
  });
  return (
    <Dialog
      title={t('questions.withdrawAsk')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('questions.keep')}</Button>
          <Button variant="danger" filled busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('questions.withdraw')}
          </Button>
        </>
      }
    >
      <p>{t('questions.withdrawText')}</p>
      {withdraw.error && <p role="alert">{problem(withdraw.error)}</p>}
    </Dialog>
  );
}
