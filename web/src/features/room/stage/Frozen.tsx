import { useTranslation } from 'react-i18next';
import { exactTime } from '../clock';
import styles from './stage.module.css';

/** Over the last picture while the line is down: it is grey, and says since when it stands still. */
export function Frozen({ at }: { at: number }) {
  const { t } = useTranslation('room');
  return (
    <div className={styles.frozen}>
      <span>{t('cut.frozen', { time: exactTime(at) })}</span>
    </div>
  );
}
