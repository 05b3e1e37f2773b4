import { useTranslation } from 'react-i18next';
import { useRoomView } from '../../room/session';
import { peopleOf, sceneOf } from '../../room/views';
import styles from './ceremony.module.css';
import { venuesOf } from './VenuesCard';

/** Whose button will count: those on stage, and who speaks for a venue. */
export function Pressers() {
  const { t } = useTranslation('host-ceremony');
  const venues = useRoomView(venuesOf);
  const { people } = useRoomView(sceneOf);
  const known = useRoomView(peopleOf);
  const ids = new Set([...people.map(({ id }) => id), ...venues.map(({ participant }) => participant)]);
  const names = [...ids].map((id) => known.get(id ?? '')?.name).filter((name) => name !== undefined);
  return (
    <p className={styles.note}>
      {names.length > 0 ? t('start.pressers', { names: names.join('、') }) : t('start.noPressers')}
    </p>
  );
}
