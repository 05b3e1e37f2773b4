import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomInfo } from '../api';
import { clockTime } from '../clock';
import { lengthOf, secondsUntil, useNow } from '../useNow';
import { DoorCard } from './DoorCard';
import styles from './door.module.css';

/** Counts down to the opening and goes in by itself. */
export function NotOpen({ info, over, onOpen }: { info: RoomInfo; over: ReactNode; onOpen: () => void }) {
  const { t, i18n } = useTranslation('room');
  const opensAt = info.door.opensAt ?? info.session.startsAt;
  const left = secondsUntil(Date.parse(opensAt), useNow());
  const open = left === 0;
  useEffect(() => {
    if (open) onOpen();
  }, [open, onOpen]);
  const days = Math.floor(left / 86_400);
  return (
    <DoorCard
      title={t('door.not_open.title')}
      over={over}
      actions={
        <a className="btn pri" href={`/api/v1/events/${encodeURIComponent(info.event.id)}/calendar.ics`}>
          {t('door.not_open.calendar')}
        </a>
      }
    >
      <p className={styles.count} role="timer" aria-label={t('door.not_open.left')}>
        {days > 0 ? opensOn(opensAt, i18n.language) : lengthOf(left)}
      </p>
      <p>{t('door.not_open.opensAt', { time: clockTime(opensAt) })}</p>
      <p>{t('door.not_open.text')}</p>
    </DoorCard>
  );
}

function opensOn(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', weekday: 'short' }).format(new Date(at));
}
