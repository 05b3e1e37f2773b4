import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import { useTitle } from '@/lib/title';
import { useEvents, type When } from '../event/api';
import { EventRow } from './EventRow';
import './events.css';

/** All published events: those to come first. */
export function EventsPage() {
  const { t } = useTranslation('event');
  const [when, setWhen] = useState<When>('upcoming');
  useTitle(t('list.title'));
  const tabs = [
    { id: 'upcoming' as const, label: t('list.upcoming') },
    { id: 'past' as const, label: t('list.past') },
  ];
  return (
    <Shell>
      <div className="wrap evs">
        <h1>{t('list.heading')}</h1>
        <p className="lead">{t('list.lead')}</p>
        <Tabs label={t('list.title')} tabs={tabs} value={when} onChange={setWhen} id="events" />
        <div role="tabpanel" id={`events-panel-${when}`} aria-labelledby={`events-tab-${when}`}>
          <List when={when} key={when} onOther={() => setWhen('past')} />
        </div>
      </div>
    </Shell>
  );
}

function List({ when, onOther }: { when: When; onOther: () => void }) {
  const { t } = useTranslation('event');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useEvents(when);
  if (!data && error) return <ErrorState title={t('list.failed')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} label={t('list.slow')} />;
  const events = data.pages.flatMap((page) => page.items ?? []);
  if (events.length === 0) {
    const look = <Button onClick={onOther}>{t('list.lookPast')}</Button>;
    return (
      <Empty title={t(`list.empty.${when}`)} action={when === 'upcoming' ? look : undefined}>
        {when === 'upcoming' && <p>{t('list.empty.hint')}</p>}
      </Empty>
    );
  }
  return (
    <>
      <ul className="evs-list">
        {events.map((event) => (
          <li key={event.id}>
            <EventRow event={event} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <p className="evs-more">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('list.more')}
          </Button>
        </p>
      )}
      {error && <p className="c2">{t('list.moreFailed')}</p>}
    </>
  );
}
