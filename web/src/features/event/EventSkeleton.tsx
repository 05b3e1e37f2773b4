import { useTranslation } from 'react-i18next';
import { Skeleton } from '@/components/Skeleton';

/** The page's outline while it is fetched. */
export function EventSkeleton() {
  const { t } = useTranslation('event');
  return (
    <div className="wrap hero">
      <Skeleton page lines={8} label={t('slow')} />
      <div className="map" />
    </div>
  );
}
