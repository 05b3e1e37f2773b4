import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Phrase } from '@/components/Phrase';
import { Example } from '@/components/Tag';
import { useNow } from '@/lib/now';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { Admission } from '../admission';
import { calendarHref, type Event } from '../event/api';
import { standingOf } from '../event/standing';
import { useZone } from '../event/useZone';
import { When } from '../event/When';

interface DoneProps {
  event: Event;
  registration: string;
  status: 'confirmed' | 'waiting';
  /** Masked, when the registration was made just now. */
  contact: string | undefined;
}

/** After registering: that it worked, the calendar file, and the way in. */
export function Done({ event, registration, status, contact }: DoneProps) {
  const { t } = useTranslation('event');
  const now = useNow();
  const zone = useZone();
  const title = useRef<HTMLHeadingElement>(null);
  const queued = status === 'waiting';
  const standing = standingOf({ ...event, registered: { id: '', status } }, now);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="wrap rg-done">
      <span className={queued ? 'ring wait' : 'ring'}>
        <Icon name={queued ? 'clock' : 'check'} />
      </span>
      <h1 ref={title} tabIndex={-1}>
        {queued ? t('done.queued') : t('done.title')}
      </h1>
      <div className="card">
        <h2>
          <Phrase>{inLanguage(event.title)}</Phrase>
          {event.illustrative && <Example />}
        </h2>
        {event.startsAt && event.endsAt && (
          <p className="at">
            <When startsAt={event.startsAt} endsAt={event.endsAt} zone={event.timeZone} />
          </p>
        )}
        <div className="acts">
          {standing.kind === 'join' && (
            <Link className="btn pri l" to="/rooms/$room" params={{ room: standing.room }}>
              {t('action.join')}
              <Icon name="arrow" />
            </Link>
          )}
          <a className={standing.kind === 'join' ? 'btn l soft' : 'btn pri l'} href={calendarHref(event.slug)} download>
            <Icon name="calendar" />
            {t('action.calendar')}
          </a>
          {!queued && <Admission registration={registration} event={inLanguage(event.title)} size="l" />}
        </div>
        {standing.kind === 'wait' && standing.opensAt && (
          <p className="c2">{t('action.opensAt', { when: formatMoment(standing.opensAt, zone) })}</p>
        )}
      </div>
      <div className="c2 more">
        {contact && <p>{t(queued ? 'done.queuedText' : 'done.text', { contact })}</p>}
        {!contact && <p>{queued ? t('action.queuedNote') : t('done.plain')}</p>}
        <p>{t('done.another')}</p>
      </div>
      <p className="links">
        <Link to="/events/$slug" params={{ slug: event.slug }}>
          {t('done.event')}
        </Link>
        <Link to="/me">{t('done.mine')}</Link>
      </p>
    </div>
  );
}
