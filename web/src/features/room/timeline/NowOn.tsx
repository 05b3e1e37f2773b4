import { useTranslation } from 'react-i18next';
import { openRun } from '@/lib/room/rundown';
import { useRoomView } from '../session';
import { peopleOf, roomStateOf, rundownOf } from '../views';
import styles from './now.module.css';

/** The item of the run of show that is on, who speaks, and what comes next. */
export function NowOn() {
  const { t } = useTranslation('room');
  const rundown = useRoomView(rundownOf);
  const people = useRoomView(peopleOf);
  const ended = useRoomView(roomStateOf) === 'ended';
  const run = openRun(rundown);
  if (!run || ended) return null;
  const who = run.participant ? people.get(run.participant)?.name : run.speaker;
  return (
    <p className={styles.now}>
      <span>{t('show.now')}</span>
      <b className="clip">{run.title}</b>
      {who && <span className={styles.who}>{who}</span>}
      {rundown.next && (
        <span className={`clip ${styles.next}`}>
          {t('show.next')} {rundown.next.title}
        </span>
      )}
    </p>
  );
}
