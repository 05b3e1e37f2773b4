import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import type { Schema } from '@/lib/api';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { type Event, eventQuery } from '../event/api';
import { standingOf } from '../event/standing';
import { Done } from './Done';
import { Form } from './Form';
import './register.css';
import { Summary } from './Summary';

/** Registration in under a minute, and what follows it. */
export function RegisterPage() {
  const { t } = useTranslation('event');
  const { slug } = useParams({ from: '/events/$slug/register' });
  const { data: event, error, refetch } = useQuery(eventQuery(slug));
  useTitle(event ? `${t('register.title')} – ${inLanguage(event.title)}` : t('register.title'));
  return (
    <Shell nav={false} organisation={event && inLanguage(event.organisation.name)}>
      {event && <Loaded event={event} />}
      {!event && error && <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} level={1} />}
      {!event && !error && (
        <div className="wrap">
          <Skeleton page lines={8} label={t('slow')} />
        </div>
      )}
    </Shell>
  );
}

function Loaded({ event }: { event: Event }) {
  const { t } = useTranslation('event');
  const [made, setMade] = useState<Schema<'Registration'>>();
  const mark = made ?? event.registered;
  if (mark && mark.status !== 'cancelled') {
    return <Done event={event} registration={mark.id} status={mark.status} contact={made?.contact} />;
  }
  const standing = standingOf(event, Date.now()).kind;
  if (standing === 'over' || standing === 'draft') {
    return (
      <State
        title={t('register.closed')}
        level={1}
        actions={
          <Link className="btn pri" to="/events/$slug" params={{ slug: event.slug }}>
            {t('register.back')}
          </Link>
        }
      >
        <p>{t('register.closedText')}</p>
      </State>
    );
  }
  return (
    <div className="wrap rg">
      <div>
        <h1>{t('register.heading')}</h1>
        <p className="c2">{t('register.lead')}</p>
        <Form event={event} onDone={setMade} />
      </div>
      <Summary event={event} />
    </div>
  );
}
