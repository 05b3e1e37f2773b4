import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { RoomStateTag } from '../shared/StatusTag';
import type { StaffEvent } from './model';

/** The ways into the rooms of an event. */
export function RoomLinks({ event }: { event: StaffEvent }) {
  const { t } = useTranslation('staff');
  if (event.sessions.length === 0) return null;
  return (
    <section className="st-panel">
      <h2>{t('rooms.title')}</h2>
      <ul className="st-rooms">
        {event.sessions.map((session) => (
          <li key={session.id}>
            <p>
              <b>{inLanguage(session.title)}</b> <RoomStateTag state={session.state} />
            </p>
            <p className="c3">{formatMoment(session.startsAt, session.timeZone)}</p>
            <p className="row">
              <Link to="/rooms/$room/host" params={{ room: session.room }}>
                <Icon name="slides" size="s" />
                {t('rooms.host')}
              </Link>
              <Link to="/rooms/$room" params={{ room: session.room }}>
                <Icon name="eye" size="s" />
                {t('rooms.room')}
              </Link>
              {session.state === 'ended' && (
                <Link to="/staff/reports/$room" params={{ room: session.room }}>
                  <Icon name="document" size="s" />
                  {t('rooms.report')}
                </Link>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
