import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useNow } from '@/lib/now';
import { formatMoment } from '@/lib/time';
import { calendarHref, type Event } from './api';
import { mayRegister, standingOf } from './standing';
import { useZone } from './useZone';

interface ActionProps {
  event: Event;
  size?: 'l';
  /** Says more beside the button: when the door opens, what happens next. */
  explained?: boolean;
}

/** The one action of the page: register, then wait, then join. */
export function Action({ event, size, explained = false }: ActionProps) {
  const { t } = useTranslation('event');
  const now = useNow();
  const zone = useZone();
  const standing = standingOf(event, now);
  const params = { slug: event.slug };
  const look = size === 'l' ? 'btn pri l' : 'btn pri';
  const note = (words: string) => explained && <p className="act-note">{words}</p>;
  switch (standing.kind) {
    case 'join':
      return (
        <>
          <Link className={look} to="/rooms/$room" params={{ room: standing.room }}>
            {t('action.join')}
            <Icon name="arrow" />
          </Link>
          {size === 'l' && mayRegister(event) && (
            <Link className="btn l soft" to="/events/$slug/register" params={params}>
              {t('action.register')}
            </Link>
          )}
          {note(standing.live ? t('action.liveNote') : t('action.openNote'))}
        </>
      );
    case 'register':
      return (
        <>
          <Link className={look} to="/events/$slug/register" params={params}>
            {t('action.register')}
          </Link>
          {note(t('action.registerNote'))}
        </>
      );
    case 'wait':
      return (
        <>
          {standing.registered && <span className="act-done">{t('action.registered')}</span>}
          <Calendar slug={event.slug} size={size} />
          {note(
            standing.opensAt
              ? t('action.opensAt', { when: formatMoment(standing.opensAt, zone) })
              : t('action.invited'),
          )}
        </>
      );
    case 'queue':
      return (
        <>
          <span className="act-done queue">{t('action.queued')}</span>
          {note(t('action.queuedNote'))}
        </>
      );
    case 'draft':
      return <span className="act-done queue">{t('action.draft')}</span>;
    case 'over': {
      const again = event.sessions.find((session) => session.replayable);
      if (!again) return <span className="act-done over">{t('action.over')}</span>;
      return (
        <Link className={look} to="/rooms/$room/replay" params={{ room: again.room }}>
          {t('action.replay')}
        </Link>
      );
    }
  }
}

function Calendar({ slug, size }: { slug: string; size?: 'l' }) {
  const { t } = useTranslation('event');
  return (
    <a className={size === 'l' ? 'btn l soft' : 'btn soft'} href={calendarHref(slug)} download>
      <Icon name="calendar" size="s" />
      {t('action.calendar')}
    </a>
  );
}
