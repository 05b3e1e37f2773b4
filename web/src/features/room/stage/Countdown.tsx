import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/lib/text';
import { lengthOf, secondsUntil, useNow } from '../useNow';
import type { CountdownData } from './data';
import type { StageProps } from './kinds';
import styles from './stage.module.css';

/** Counts to an absolute end, so that everyone sees the same figure whenever they joined. */
export function Countdown({ data }: StageProps) {
  const { t, i18n } = useTranslation('room');
  const { endsAt, label } = data as unknown as CountdownData;
  const left = secondsUntil(Date.parse(endsAt), useNow());
  return (
    <div className={styles.words}>
      <p className={styles.caption}>{inLanguage(label, i18n.language)}</p>
      <p className={styles.figure} role="timer">
        {left > 0 ? lengthOf(left) : t('stage.done')}
      </p>
    </div>
  );
}
