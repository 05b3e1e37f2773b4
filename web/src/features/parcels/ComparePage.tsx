import { useQueries } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { parcelQuery } from './api';
import { mostCompared, useCompared } from './compare';
import './compare.css';
import './parcel.css';
import './parcels.css';
import { None } from './figures/Figures';
import { facts } from './figures/facts';
import { StatusTag } from './figures/StatusTag';
import { Keep } from './Keep';
import type { Parcel } from './model';
import { Outline } from './Outline';

/** Up to four parcels beside each other, the same figures in line; the address holds which, to be sent on. */
export function ComparePage() {
  const { t } = useTranslation('land');
  useTitle(t('compare.heading'));
  const search = useSearch({ strict: false }) as { ids?: string };
  const navigate = useNavigate();
  const { ids: chosen, toggle } = useCompared();
  const ids = [...new Set((search.ids ?? chosen.join(',')).split(',').filter(Boolean))].slice(0, mostCompared);
  const found = useQueries({ queries: ids.map(parcelQuery) });
  const parcels = found.flatMap(({ data }) => (data ? [data] : []));
  const failed = found.find(({ error }) => error);
  const drop = (id: string) => {
    if (chosen.includes(id)) toggle(id);
    void navigate({
      to: '/parcels/compare',
      search: { ids: ids.filter((one) => one !== id).join(',') },
      replace: true,
    });
  };
  return (
    <Shell>
      <div className="wrap cmp">
        <header>
          <h1>{t('compare.heading')}</h1>
          <Link to="/parcels">{t('compare.more')}</Link>
        </header>
        {ids.length === 0 && (
          <Empty
            title={t('compare.empty')}
            action={
              <Link className="btn pri" to="/parcels">
                {t('seeAll')}
              </Link>
            }
          >
            {t('compare.emptyText')}
          </Empty>
        )}
        {failed && parcels.length === 0 && (
          <ErrorState title={t('list.failed')} error={failed.error} onRetry={() => void failed.refetch()} level={2} />
        )}
        {failed && parcels.length > 0 && <Notice tone="warn">{t('compare.missing')}</Notice>}
        {!failed && parcels.length < ids.length && <Skeleton lines={8} />}
        {parcels.length > 0 && <Sheet parcels={parcels} onDrop={drop} />}
      </div>
    </Shell>
  );
}

function Sheet({ parcels, onDrop }: { parcels: readonly Parcel[]; onDrop: (id: string) => void }) {
  const { t } = useTranslation('land');
  const lines = facts.filter(({ has }) => parcels.some(has));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys
    <section className="cmp-scroll" tabIndex={0} aria-label={t('compare.heading')}>
      <table className="cmp-table">
        <thead>
          <tr>
            <td />
            {parcels.map((parcel) => (
              <th key={parcel.id} scope="col">
                <Head parcel={parcel} onDrop={() => onDrop(parcel.id)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, has, show }) => (
            <tr key={name}>
              <th scope="row">{t(`fact.${name}`)}</th>
              {parcels.map((parcel) => (
                <td key={parcel.id}>{has(parcel) ? <div className="val">{show(parcel)}</div> : <None />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Head({ parcel, onDrop }: { parcel: Parcel; onDrop: () => void }) {
  const { t } = useTranslation('land');
  const name = inLanguage(parcel.name);
  return (
    <>
      {parcel.geometry && <Outline geometry={parcel.geometry} label={t('map.label', { name })} />}
      <p className="about">
        <StatusTag status={parcel.status} />
        {parcel.illustrative && <Example />}
      </p>
      <Link to="/parcels/$parcel" params={{ parcel: parcel.id }}>
        {name}
      </Link>
      <p className="cmp-acts">
        <Keep parcel={parcel.id} name={name} size="s" />
        <Button icon size="s" variant="quiet" aria-label={t('compare.drop', { name })} onClick={onDrop}>
          <Icon name="close" size="s" />
        </Button>
      </p>
    </>
  );
}
