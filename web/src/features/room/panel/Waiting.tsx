import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { useRoomView } from '../session';
import { peopleOf, staffOf } from '../views';
import styles from './panel.module.css';
import { WaitingLine } from './WaitingLine';

/** Lines that wait for a decision, oldest first. Another moderator's decision takes a line away here too. */
export function Waiting() {
  const { t } = useTranslation('room');
  const staff = useRoomView(staffOf);
  const people = useRoomView(peopleOf);
  if (!staff || staff.waiting.length === 0) {
    return <Empty title={t('review.empty')}>{t('review.emptyHint')}</Empty>;
  }
  return (
    <ul className={styles.waiting}>
      {staff.waiting.map((line, index) => (
        <WaitingLine key={line.seq} line={line} author={people.get(line.by)} first={index === 0} />
      ))}
    </ul>
  );
}
