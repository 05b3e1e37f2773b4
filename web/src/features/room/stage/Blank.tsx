import { useTranslation } from 'react-i18next';
import styles from './stage.module.css';

export function Blank() {
  const { t } = useTranslation('room');
  return (
    <div className={styles.words}>
      <Plot />
      <p className={styles.caption}>{t('stage.blankWord')}</p>
    </div>
  );
}

/** The outline of a plot: the house's only ornament, for where there is nothing yet. */
export function Plot() {
  return (
    <svg
      className={styles.plot}
      viewBox="0 0 88 64"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <path d="M12 18 62 8l14 36-50 12Z" strokeDasharray="4 4" />
      <g className={styles.rings}>
        <circle cx="12" cy="18" r="3" />
        <circle cx="62" cy="8" r="3" />
        <circle cx="76" cy="44" r="3" />
        <circle cx="26" cy="56" r="3" />
      </g>
    </svg>
  );
}
