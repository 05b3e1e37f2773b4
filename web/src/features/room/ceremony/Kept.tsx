import { useTranslation } from 'react-i18next';
import type { RoomState } from '@/lib/room/types';
import { groupsOf } from './agreement';
import styles from './panel.module.css';

/** The recording is kept as evidence: whoever has the film can hold it against this. */
export function Kept({ kept }: { kept: NonNullable<RoomState['kept']> }) {
  const { t } = useTranslation('ceremony');
  return (
    <section className={styles.card} aria-label={t('kept.title')}>
      <h2>{t('kept.title')}</h2>
      {kept.map(({ id, digest }) => (
        <p key={id} className={styles.small}>
          {groupsOf(digest).join(' ')}
        </p>
      ))}
      <p className={styles.note}>{t('kept.note')}</p>
    </section>
  );
}
