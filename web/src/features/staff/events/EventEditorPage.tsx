import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { useMe } from '@/lib/auth';
import { Allowed } from '../shared/NoPermission';
import { useStaffEvent } from './api';
import { EventEditor } from './EventEditor';

export function EventEditorPage() {
  return (
    <Allowed to="create-event">
      <Loaded />
    </Allowed>
  );
}

function Loaded() {
  const { t } = useTranslation('staff');
  const { event: id = '' } = useParams({ strict: false });
  const { data: me } = useMe();
  const { data: event, error, refetch } = useStaffEvent(id);
  if (event && me) return <EventEditor key={event.id} event={event} me={me.id} />;
  if (error) {
    return (
      <ErrorState
        title={t('events.failedOne')}
        error={error}
        level={1}
        onRetry={() => void refetch()}
        action={
          <Link to="/staff/events" className={buttonClass()}>
            {t('events.back')}
          </Link>
        }
      />
    );
  }
  return <Skeleton lines={10} />;
}
