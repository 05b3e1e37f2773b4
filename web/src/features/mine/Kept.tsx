import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { useKept } from '../parcels/api';
import { CompareTray } from '../parcels/CompareTray';
import { ParcelRow } from '../parcels/ParcelRow';
import '../parcels/parcels.css';

/** 收藏的地块: latest first, with how each stands. Nothing where nothing is kept. */
export function Kept() {
  const { t } = useTranslation('land');
  const { data, error, refetch } = useKept();
  if (error && !data) return <ErrorState title={t('list.failed')} error={error} onRetry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-labelledby="mine-kept" className="mine-kept">
      <h2 id="mine-kept">
        {t('keep.title')} <Link to="/parcels">{t('seeAll')}</Link>
      </h2>
      <ul>
        {data.items.map(({ parcel }) => (
          <li key={parcel.id}>
            <ParcelRow parcel={parcel} rank={3} />
          </li>
        ))}
      </ul>
      <CompareTray />
    </section>
  );
}
