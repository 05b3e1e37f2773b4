import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { ErrorState } from '@/components/ErrorState';
import { State } from '@/components/State';
import { ApiError } from '@/lib/api';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { Action } from './Action';
import { Agenda } from './Agenda';
import { Answers } from './Answers';
import { type Event, eventQuery } from './api';
import { Announced, Carriers, Description, Figures, Organisers } from './blocks';
import './event.css';
import { EventSkeleton } from './EventSkeleton';
import { Hero } from './Hero';
import { Presented } from './Presented';

/** The public page of an event, understood in ten seconds. */
export function EventPage() {
  const { t } = useTranslation('event');
  const { slug } = useParams({ from: '/events/$slug' });
  const { data: event, error, refetch } = useQuery(eventQuery(slug));
  useTitle(event ? inLanguage(event.title) : undefined);
  if (event) return <Loaded event={event} />;
  if (!error) {
    return (
      <Shell>
        <EventSkeleton />
      </Shell>
    );
  }
  const gone = error instanceof ApiError && error.status === 404;
  const all = (
    <Link className={gone ? 'btn pri' : 'btn soft'} to="/">
      {t('seeAll')}
    </Link>
  );
  return (
    <Shell>
      {gone ? (
        <State title={t('gone.title')} level={1} actions={all}>
          <p>{t('gone.text')}</p>
        </State>
      ) : (
        <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} action={all} level={1} />
      )}
    </Shell>
  );
}

function Loaded({ event }: { event: Event }) {
  const { t } = useTranslation('event');
  const nav = (
    <>
      <a href="#agenda">{t('agenda.title')}</a>
      {event.parcels.length > 0 && <a href="#parcels">{t('parcels.title')}</a>}
      {event.carriers.length > 0 && <a href="#carriers">{t('carriers.title')}</a>}
      {event.organisers.length > 0 && <a href="#organisers">{t('organisers.title')}</a>}
    </>
  );
  return (
    <Shell
      organisation={inLanguage(event.organisation.name)}
      nav={nav}
      action={<Action event={event} />}
      bar={<Action event={event} size="l" />}
      footer={<p>{t('footnote')}</p>}
    >
      <Hero event={event} />
      <Figures figures={event.figures} />
      <div className="wrap">
        <Agenda event={event} />
        <Description text={event.description} />
        {event.parcels.some(({ id }) => id) ? <Presented event={event} /> : <Announced parcels={event.parcels} />}
        <Answers event={event} />
        <Carriers carriers={event.carriers} />
        <Organisers organisers={event.organisers} />
      </div>
      <Closing event={event} />
    </Shell>
  );
}

/** Asks once more at the end of the page; a phone has its bar instead. */
function Closing({ event }: { event: Event }) {
  const { t } = useTranslation('event');
  return (
    <section className="ev-close" aria-label={t('closing.label')}>
      <div className="wrap">
        <div>
          <h2>{t('closing.title')}</h2>
          <p>{t('closing.text')}</p>
        </div>
        <Action event={event} size="l" />
      </div>
    </section>
  );
}
