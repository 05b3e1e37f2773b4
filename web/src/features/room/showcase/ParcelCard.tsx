import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/lib/text';
import { type ParcelData, placeLabel } from './data';
import styles from './showcase.module.css';

/** A parcel in small: what it is, on paper. */
export function ParcelCard({ shown: { place, number, name } }: { shown: ParcelData }) {
  const { i18n } = useTranslation();
  return (
    <div className={styles.card} data-theme="paper">
      <b>{placeLabel(place)}</b>
      <p>{name && inLanguage(name, i18n.language)}</p>
      <small>{number}</small>
    </div>
  );
}
