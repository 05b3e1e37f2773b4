import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import type { ParcelData } from './data';
import { placeLabel } from './data';
import styles from './showcase.module.css';
import { useWander } from './wander';

/** Only while looking alone: where the presenter is, and one touch to return. */
export function FollowChip({ shown }: { shown: ParcelData }) {
  const { t } = useTranslation('showcase');
  const { away, back } = useWander();
  if (!away) return null;
  return (
    <div className={styles.chip} role="status">
      <span>{shown.place ? t('away', { place: placeLabel(shown.place) }) : t('awayNo', { number: shown.number })}</span>
      <Button variant="primary" size="s" onClick={back}>
        {t('follow')}
      </Button>
    </div>
  );
}
