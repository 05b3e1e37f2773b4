import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { inLanguage } from '@/lib/text';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { SelectInput } from '../shared/SelectInput';
import { useUrlState } from '../shared/useUrlState';
import { useEvents } from './api';
import './check-in.css';
import { DoorOf } from './DoorOf';
import { nextOf } from './next';

export function CheckInPage() {
  return (
    <Allowed to="create-check-in">
      <CheckIns />
    </Allowed>
  );
}

/** 现场签到: made for a phone in one hand. */
function CheckIns() {
  const { t, i18n } = useTranslation('staff-check-in');
  const [url, setUrl] = useUrlState();
  const { data: events, error, refetch } = useEvents();
  const event = events && (events.find(({ id }) => id === url.event) ?? nextOf(events, Date.now()));
  return (
    <div className="ci">
      <PageHead title={t('title')} />
      {!events && error && <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} level={2} />}
      {!events && !error && <Skeleton lines={6} />}
      {events && !event && <Empty title={t('noEvents')}>{t('noEventsHint')}</Empty>}
      {event && (
        <>
          <SelectInput<string>
            aria-label={t('event')}
            value={event.id}
            onChange={(id) => setUrl({ event: id })}
            options={events.map(({ id, title }) => ({ value: id, label: inLanguage(title, i18n.language) }))}
          />
          <DoorOf key={event.id} event={event.id} code={url.code} onCodeUsed={() => setUrl({ code: undefined })} />
        </>
      )}
    </div>
  );
}
