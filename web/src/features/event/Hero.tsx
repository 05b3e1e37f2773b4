import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Phrase } from '@/components/Phrase';
import { Example, LiveBadge, Tag } from '@/components/Tag';
import { type Language, languageNames } from '@/lib/language';
import { inLanguage } from '@/lib/text';
import { Admission } from '../admission';
import { Action } from './Action';
import type { Event } from './api';
import { kindWord } from './kinds';
import { PlotPlan } from './PlotPlan';
import { isStaff } from './standing';
import { When } from './When';

/** What, in one sentence; when; the one action; and the land at the right. */
export function Hero({ event }: { event: Event }) {
  const { t } = useTranslation('event');
  const kinds = [...new Set(event.sessions.map((session) => session.kind))];
  const live = event.sessions.some((session) => session.state === 'live');
  return (
    <div className="wrap hero">
      <div>
        <div className="kick">
          {live && <LiveBadge>{t('state.live')}</LiveBadge>}
          {kinds.map((kind) => (
            <Tag key={kind} tone="act">
              {kindWord(t, kind)}
            </Tag>
          ))}
          <span>{t('online')}</span>
          {event.illustrative && <Example />}
          <span className="c3 hide">{t('free')}</span>
        </div>
        <h1>
          <Phrase>{inLanguage(event.title)}</Phrase>
        </h1>
        <p className="lead">
          <Phrase>{inLanguage(event.tagline)}</Phrase>
        </p>
        <dl className="when">
          {event.startsAt && event.endsAt && (
            <>
              <dt>{t('when')}</dt>
              <dd>
                <When startsAt={event.startsAt} endsAt={event.endsAt} zone={event.timeZone} />
              </dd>
            </>
          )}
          {event.parcels.length > 0 && (
            <>
              <dt>{t('parcels.word')}</dt>
              <dd>
                <b>{t('parcels.count', { count: event.parcels.length })}</b>
              </dd>
            </>
          )}
          {event.languages.length > 0 && (
            <>
              <dt>{t('languages')}</dt>
              <dd>{event.languages.map((tag) => languageNames[tag as Language] ?? tag).join(t('comma'))}</dd>
            </>
          )}
        </dl>
        <div className="cta">
          <Action event={event} size="l" explained />
          {event.registered?.status === 'confirmed' && (
            <Admission registration={event.registered.id} event={inLanguage(event.title)} />
          )}
          {isStaff(event) && (
            <Link className="act-staff" to="/staff/events/$event" params={{ event: event.id }}>
              {t('staff.edit')}
            </Link>
          )}
        </div>
      </div>
      <Picture event={event} />
    </div>
  );
}

function Picture({ event }: { event: Event }) {
  const { t } = useTranslation('event');
  const noted = event.illustrative && event.parcels.length > 0;
  if (!event.cover) {
    return (
      <figure className="map">
        <PlotPlan numbers={event.parcels.map((parcel) => parcel.number)} label={t('plan.label')} />
        <figcaption>
          <span>{t('plan.note')}</span>
        </figcaption>
      </figure>
    );
  }
  return (
    <figure className={noted ? 'map noted' : 'map'}>
      <img
        src={event.cover.url}
        width={event.cover.width}
        height={event.cover.height}
        alt={t('cover', { title: inLanguage(event.title) })}
      />
      {noted && (
        <figcaption>
          <span>{t('plan.note')}</span>
        </figcaption>
      )}
    </figure>
  );
}
