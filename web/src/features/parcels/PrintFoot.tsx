import { useTranslation } from 'react-i18next';
import { noticeZone } from '@/lib/land/dates';
import { useNow } from '@/lib/now';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import type { Parcel } from './model';

/** Under a printed sheet: whose it is, as of when, and that the notice prevails. */
export function PrintFoot({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('land');
  const now = useNow(60_000);
  return (
    <footer className="pc-foot">
      <p>
        {t('print.by', {
          organisation: inLanguage(parcel.organisation.name),
          at: formatMoment(new Date(now), noticeZone),
          version: parcel.version,
        })}
      </p>
      <p>{`${location.origin}/parcels/${parcel.id}`}</p>
      <p>{t('print.prevails')}</p>
    </footer>
  );
}
