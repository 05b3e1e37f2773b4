import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { useMe } from '@/lib/auth';
import { Allowed } from '../shared/NoPermission';
import { useStaffParcel } from './api';
import { ParcelEditor } from './ParcelEditor';

export function ParcelEditorPage() {
  return (
    <Allowed to="create-parcel">
      <Loaded />
    </Allowed>
  );
}

function Loaded() {
  const { t } = useTranslation('land');
  const { parcel: id = '' } = useParams({ strict: false });
  const { data: me } = useMe();
  const { data: parcel, error, refetch } = useStaffParcel(id);
  if (parcel && me) return <ParcelEditor key={parcel.id} parcel={parcel} me={me.id} />;
  if (!error) return <Skeleton lines={10} />;
  return (
    <ErrorState
      title={t('failedOne')}
      error={error}
      level={1}
      onRetry={() => void refetch()}
      action={
        <Link to="/staff/parcels" className={buttonClass()}>
          {t('seeAll')}
        </Link>
      }
    />
  );
}
