import { useTranslation } from 'react-i18next';
import type { QuestionTopic } from '@/lib/room/types';
import { useRoomView } from '../session';
import { placeLabel } from '../showcase/data';
import { peopleOf } from '../views';
import styles from './questions.module.css';

const kinds = ['slides', 'picture', 'notice', 'countdown', 'parcel'] as const;

/** What was on stage when it was asked. */
export function Asked({ stage }: { stage: QuestionTopic | undefined }) {
  const { t } = useTranslation('room');
  const kind = kinds.find((each) => each === stage?.kind);
  if (!stage || !kind) return null;
  const page = Number(stage.data.page);
  const place = Number(stage.data.place);
  return (
    <p className={styles.on}>
      {page > 0
        ? t('questions.onPage', { page })
        : place > 0
          ? t('questions.about', { place: placeLabel(place) })
          : t('questions.on', { what: t(`stage.${kind}`) })}
    </p>
  );
}

export function Answer({ text, by }: { text: string; by: string | undefined }) {
  const { t } = useTranslation('room');
  const people = useRoomView(peopleOf);
  const name = (by && people.get(by)?.name) || t('questions.answerBy');
  return (
    <div className={styles.answer}>
      <p className={styles.answerBy}>{t('questions.answer', { name })}</p>
      <p className={styles.text}>{text}</p>
    </div>
  );
}
