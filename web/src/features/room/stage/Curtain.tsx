import { useTranslation } from 'react-i18next';
import type { RoomPhase } from '@/lib/room/types';
import { inLanguage } from '@/lib/text';
import type { RoomInfo } from '../api';
import { clockTime } from '../clock';
import { lengthOf, secondsUntil, useNow } from '../useNow';
import { Blank } from './Blank';
import styles from './stage.module.css';

/** Before the start, after the end, and while nothing has been shown yet. */
export function Curtain({ state, session }: { state: RoomPhase; session: RoomInfo['session'] }) {
  const { t, i18n } = useTranslation('room');
  const now = useNow(1000, state === 'waiting');
  if (state === 'ended') {
    return (
      <div className={styles.words}>
        <p className={styles.caption}>{inLanguage(session.title, i18n.language)}</p>
        <p className={styles.notice}>{t('stage.ended')}</p>
      </div>
    );
  }
  if (state !== 'waiting') return <Blank />;
  const left = secondsUntil(Date.parse(session.startsAt), now);
  return (
    <div className={styles.words}>
      <p className={styles.caption}>{t('stage.waitingAt', { time: clockTime(session.startsAt) })}</p>
      <p className={left > 0 ? styles.figure : styles.notice} role="timer">
        {left > 0 ? lengthOf(left) : t('stage.waitingTitle')}
      </p>
      <p className={styles.caption}>{inLanguage(session.title, i18n.language)}</p>
    </div>
  );
}
