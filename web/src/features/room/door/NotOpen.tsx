import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '@/lib/time';
import { clockTime } from '../clock';
import { lengthOf, secondsUntil, useNow } from '../useNow';
import { DoorCard } from './DoorCard';
import styles from './door.module.css';
import type { ShutProps } from './doors';

/** Once the time has come, how often the door is tried: the server's clock decides, not this one. */
const knockMs = 3000;

/** Counts down to the opening and goes in by itself. */
export function NotOpen({ info, over, again }: ShutProps) {
  const { t } = useTranslation('room');
  const { opensAt } = info.door;
  const left = secondsUntil(Date.parse(opensAt), useNow());
  const due = left === 0;
  useEffect(() => {
    if (!due) return;
    again();
    const timer = setInterval(again, knockMs);
    return () => clearInterval(timer);
  }, [due, again]);
  const calendar = (
    <a className="btn pri" href={`/api/v1/events/${encodeURIComponent(info.event.id)}/calendar.ics`}>
      {t('door.not_open.calendar')}
    </a>
  );
  return (
    <DoorCard title={t('door.not_open.title')} over={over} actions={calendar}>
      <p className={styles.count} role="timer" aria-label={t('door.not_open.left')}>
        {left >= 86_400 ? formatDay(opensAt) : lengthOf(left)}
      </p>
      <p>{t('door.not_open.opensAt', { time: clockTime(opensAt) })}</p>
      <p>{t('door.not_open.text')}</p>
    </DoorCard>
  );
}
