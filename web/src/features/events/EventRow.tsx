import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Phrase } from '@/components/Phrase';
import { Example, LiveBadge, Tag } from '@/components/Tag';
import { useNow } from '@/lib/now';
import { inLanguage } from '@/lib/text';
import type { Event } from '../event/api';
import { kindWord } from '../event/kinds';
import { PlotPlan } from '../event/PlotPlan';
import { standingOf } from '../event/standing';
import { When } from '../event/When';

/** One event: the whole row leads to its page. */
export function EventRow({ event }: { event: Event }) {
  const { t } = useTranslation('event');
  const now = useNow();
  const standing = standingOf(event, now);
  const live = event.sessions.some((session) => session.state === 'live');
  const kinds = [...new Set(event.sessions.map((session) => session.kind))];
  return (
    <article className="ev-row">
      <div className="pic">
        {event.cover ? (
          <img src={event.cover.url} width={event.cover.width} height={event.cover.height} alt="" loading="lazy" />
        ) : (
          <PlotPlan numbers={event.parcels.map((parcel) => parcel.number)} label={t('plan.label')} />
        )}
      </div>
      <div className="txt">
        <div className="kick">
          {live && <LiveBadge>{t('state.live')}</LiveBadge>}
          {kinds.map((kind) => (
            <Tag key={kind} tone="act">
              {kindWord(t, kind)}
            </Tag>
          ))}
          <span>{inLanguage(event.organisation.name)}</span>
          {event.illustrative && <Example />}
        </div>
        <h2>
          <Link to="/events/$slug" params={{ slug: event.slug }}>
            <Phrase>{inLanguage(event.title)}</Phrase>
          </Link>
        </h2>
        <p className="tag-line">{inLanguage(event.tagline)}</p>
        {event.startsAt && event.endsAt && (
          <p className="when-line">
            <When startsAt={event.startsAt} endsAt={event.endsAt} zone={event.timeZone} />
          </p>
        )}
        <p className="go">
          {standing.kind === 'join' && (
            <Link className="btn pri" to="/rooms/$room" params={{ room: standing.room }}>
              {t('action.join')}
              <Icon name="arrow" />
            </Link>
          )}
          {event.registered?.status === 'confirmed' && <Tag tone="ok">{t('action.registered')}</Tag>}
          {event.registered?.status === 'waiting' && <Tag tone="warn">{t('action.queued')}</Tag>}
          {standing.kind === 'register' && <span className="c2">{t('list.open')}</span>}
          {standing.kind === 'over' && <span className="c3">{t('action.over')}</span>}
        </p>
      </div>
    </article>
  );
}
