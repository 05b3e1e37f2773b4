import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import styles from './room.module.css';
import { useRoomPlace, useRoomView } from './session';
import { roomStateOf } from './views';

/** Once the session has ended: whoever is still in the room may watch all of it again. */
export function Over() {
  const { t } = useTranslation('room');
  const { id } = useRoomPlace();
  if (useRoomView(roomStateOf) !== 'ended') return null;
  return (
    <section className={styles.banner} aria-label={t('state.ended')}>
      <Icon name="clock" />
      <p>{t('over.text')}</p>
      <Link className="btn s pri" to="/rooms/$room/replay" params={{ room: id }}>
        {t('over.replay')}
      </Link>
    </section>
  );
}
