import { useTranslation } from 'react-i18next';
import { formatTime, ownZone, sameClock, zoneName } from '@/lib/time';
import { clockTime } from '../../room/clock';
import type { RoomInfo } from '../../room/session';
import { Rehearse } from '../../rundown/Rehearse';
import { Show } from '../../rundown/Show';
import styles from '../host.module.css';
import { Encoders } from '../people/Encoders';
import { Announce } from './Announce';
import { Crew } from './Crew';
import { Handouts } from './Handouts';
import { Links } from './Links';
import { Settings } from './Settings';

/** Left: where the session stands in time, who works in it, and how the room is set. */
export function Run({ info }: { info: RoomInfo }) {
  const { t } = useTranslation('host');
  const { startsAt, endsAt, timeZone } = info.session;
  const elsewhere = !sameClock(ownZone(), timeZone, new Date(startsAt));
  return (
    <section className={styles.left} aria-label={t('run.label')}>
      <div className={styles.head}>
        <h2>{t('run.title')}</h2>
        <span>{t('run.times', { start: clockTime(startsAt), end: clockTime(endsAt) })}</span>
        <Rehearse />
      </div>
      {elsewhere && (
        <p className={styles.zone}>
          {zoneName(timeZone)} {formatTime(startsAt, timeZone)} – {formatTime(endsAt, timeZone)}
        </p>
      )}
      <Show />
      <Crew />
      <Announce />
      <Handouts />
      <Links />
      <Encoders />
      <Settings />
    </section>
  );
}
