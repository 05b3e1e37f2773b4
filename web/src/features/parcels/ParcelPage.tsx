import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import { ApiError } from '@/lib/api';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { Actions } from './Actions';
import { parcelQuery } from './api';
import { CompareTray } from './CompareTray';
import { Documents } from './Documents';
import { type FactGroup, FactList, factNames } from './figures/facts';
import { History } from './History';
import type { Parcel } from './model';
import { ParcelHead } from './ParcelHead';
import './parcel.css';
import './print.css';
import { Picture } from './Picture';
import { PrintFoot } from './PrintFoot';

/** One parcel: where it is, what may be built, what it costs, until when. It prints on two pages. */
export function ParcelPage() {
  const { t } = useTranslation('land');
  const { parcel: id } = useParams({ from: '/parcels/$parcel' });
  const { data: parcel, error, refetch } = useQuery(parcelQuery(id));
  useTitle(parcel ? inLanguage(parcel.name) : undefined);
  if (parcel) return <Loaded parcel={parcel} />;
  const gone = error instanceof ApiError && error.status === 404;
  const all = (
    <Link className={gone ? 'btn pri' : 'btn soft'} to="/parcels">
      {t('seeAll')}
    </Link>
  );
  return (
    <Shell>
      {!error && (
        <div className="wrap">
          <Skeleton page lines={8} label={t('list.slow')} />
        </div>
      )}
      {gone && (
        <State title={t('gone.title')} level={1} actions={all}>
          <p>{t('gone.text')}</p>
        </State>
      )}
      {error && !gone && (
        <ErrorState title={t('failedOne')} error={error} onRetry={() => void refetch()} action={all} level={1} />
      )}
    </Shell>
  );
}

function Loaded({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('land');
  const note = inLanguage(parcel.note);
  return (
    <Shell bar={<Actions parcel={parcel} />} footer={<p>{t('footnote')}</p>}>
      <article className="wrap pc">
        <ParcelHead parcel={parcel} />
        <div className="pc-two">
          <div className="pc-main">
            <Picture parcel={parcel} />
            {note && <p className="pc-note">{note}</p>}
            <Part parcel={parcel} group="land" />
            <Documents parcel={parcel} />
            <History parcel={parcel} />
          </div>
          <div className="pc-facts">
            <Part parcel={parcel} group="planning" />
            <Part parcel={parcel} group="price" />
            <Part parcel={parcel} group="dates" />
          </div>
        </div>
        <PrintFoot parcel={parcel} />
      </article>
      <CompareTray />
    </Shell>
  );
}

/** A part of the sheet under its name. */
function Part({ parcel, group }: { parcel: Parcel; group: FactGroup }) {
  const { t } = useTranslation('land');
  const names = factNames(group, parcel);
  if (names.length === 0) return null;
  return (
    <section className={`pc-part ${group}`} aria-labelledby={`facts-${group}`}>
      <h2 id={`facts-${group}`}>
        {t(`factGroup.${group}`)}
        {group === 'dates' && <small>{t('dates.zone')}</small>}
      </h2>
      <FactList parcel={parcel} names={names} />
    </section>
  );
}
