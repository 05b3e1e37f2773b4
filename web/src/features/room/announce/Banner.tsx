import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import styles from '../room.module.css';
import { useRoomSession, useRoomView } from '../session';
import { announcementOf } from '../views';

/** What the host wants everybody to know, until it is withdrawn or this reader has put it away. */
export function Banner() {
  const { t } = useTranslation('room');
  const { id } = useRoomSession();
  const announcement = useRoomView(announcementOf);
  const key = `announcement.${id}`;
  const [away, setAway] = useState(() => Number(sessionStorage.getItem(key) ?? 0));
  if (!announcement || announcement.seq <= away) return <div role="status" />;
  const dismiss = () => {
    sessionStorage.setItem(key, String(announcement.seq));
    setAway(announcement.seq);
  };
  return (
    <div role="status">
      <section className={styles.banner} aria-label={t('announcement.label')}>
        <Icon name="sound" />
        <p>{announcement.text}</p>
        <Button variant="quiet" icon aria-label={t('announcement.dismiss')} onClick={dismiss}>
          <Icon name="close" />
        </Button>
      </section>
    </div>
  );
}
