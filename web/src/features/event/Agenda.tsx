import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Phrase } from '@/components/Phrase';
import { Example, LiveBadge, Tag } from '@/components/Tag';
import { useNow } from '@/lib/now';
import { inLanguage } from '@/lib/text';
import { formatDay, formatTime, minutesBetween, sameClock, zoneName } from '@/lib/time';
import { calendarHref, type Event, type Session } from './api';
import { kindWord } from './kinds';
import { isOpen, isStaff } from './standing';
import { useZone } from './useZone';

export function Agenda({ event }: { event: Event }) {
  const { t } = useTranslation('event');
  const zone = useZone();
  const first = event.sessions[0];
  const apart = first ? !sameClock(zone, event.timeZone, new Date(first.startsAt)) : false;
  return (
    <section className="sec" id="agenda" aria-labelledby="agenda-title">
      <header>
        <h2 id="agenda-title">{t('agenda.title')}</h2>
        <p>
          {apart
            ? t('agenda.zones', { own: zoneName(zone), event: zoneName(event.timeZone) })
            : t('agenda.zone', { event: zoneName(event.timeZone) })}
        </p>
        {first && (
          <a className="btn s soft" href={calendarHref(event.slug)} download>
            <Icon name="calendar" size="s" />
            {t('action.calendar')}
          </a>
        )}
      </header>
      {first ? (
        <ol className="ag">
          {days(event.sessions, zone).map((session) => (
            <Row
              key={session.id}
              session={session}
              zone={zone}
              eventZone={apart ? event.timeZone : undefined}
              many={session.newDay}
              staff={isStaff(event)}
            />
          ))}
        </ol>
      ) : (
        <p className="c2">{t('agenda.empty')}</p>
      )}
    </section>
  );
}

/** Marks the sessions that begin another day than the one before; an agenda of one day needs no days. */
function days(sessions: readonly Session[], zone: string): (Session & { newDay: boolean })[] {
  const all = sessions.map((session) => formatDay(session.startsAt, zone));
  const several = new Set(all).size > 1;
  return sessions.map((session, index) => ({ ...session, newDay: several && all[index] !== all[index - 1] }));
}

interface RowProps {
  session: Session;
  zone: string;
  eventZone: string | undefined;
  many: boolean;
  staff: boolean;
}

function Row({ session, zone, eventZone, many, staff }: RowProps) {
  const { t } = useTranslation('event');
  const minutes = minutesBetween(session.startsAt, session.endsAt);
  return (
    <li>
      <div className="t">
        {many && <span className="day">{formatDay(session.startsAt, zone)}</span>}
        <time dateTime={session.startsAt}>{formatTime(session.startsAt, zone)}</time>
        {eventZone && (
          <small>
            {zoneName(eventZone)} {formatTime(session.startsAt, eventZone)}
          </small>
        )}
        <small>{t('minutes', { count: minutes })}</small>
      </div>
      <span className="k">
        <Tag>{kindWord(t, session.kind)}</Tag>
      </span>
      <div>
        <h3>
          <Phrase>{inLanguage(session.title)}</Phrase>
          {session.illustrative && <Example />}
        </h3>
        <p>{inLanguage(session.description)}</p>
      </div>
      <div className="w">
        <Door session={session} />
        {staff && session.state !== 'ended' && (
          <Link className="enter" to="/rooms/$room/host" params={{ room: session.room }}>
            {t('staff.host')}
          </Link>
        )}
      </div>
    </li>
  );
}

/** Who may come, or that it is on now. */
function Door({ session }: { session: Session }) {
  const { t } = useTranslation('event');
  const now = useNow();
  if (session.state === 'ended')
    return (
      <>
        <span className="c3">{t('state.ended')}</span>
        {session.replayable && (
          <Link className="enter" to="/rooms/$room/replay" params={{ room: session.room }}>
            {t('action.replay')}
          </Link>
        )}
      </>
    );
  if (!isOpen(session, now)) return <>{t(`access.${session.access}`)}</>;
  return (
    <>
      {session.state === 'live' ? <LiveBadge>{t('state.live')}</LiveBadge> : <Tag tone="ok">{t('state.open')}</Tag>}
      <Link className="enter" to="/rooms/$room" params={{ room: session.room }}>
        {t('action.join')}
      </Link>
    </>
  );
}
