import { useTranslation } from 'react-i18next';
import { useMedia } from './MediaProvider';
import styles from './media.module.css';
import { Tile } from './Tile';
import { useArrangement } from './useArrangement';

/** Those on stage who are not seen on it, below. */
export default function PeopleRow() {
  const { t } = useTranslation('media');
  const { state } = useMedia();
  const { row } = useArrangement();
  if (row.length === 0 || state.film) return null;
  return (
    <ul className={styles.row} aria-label={t('row')}>
      {row.map((id) => (
        <li key={id}>
          <Tile id={id} />
        </li>
      ))}
    </ul>
  );
}
