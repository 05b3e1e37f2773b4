import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './room.module.css';

/** While the room is being asked for: its shape; words only when it takes longer than a moment. */
export function Opening() {
  const { t } = useTranslation('room');
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 3000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.room} data-theme="live" aria-busy="true">
      <div className={styles.top} />
      <main className={styles.main}>
        <div className={styles.stage}>
          <div className={styles.ghost}>{late && t('loading')}</div>
        </div>
        <div className={styles.side} />
      </main>
    </div>
  );
}
