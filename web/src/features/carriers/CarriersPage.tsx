import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { useTitle } from '@/lib/title';
import { SearchField } from '../parcels/SearchField';
import { useUrlState } from '../staff/shared/useUrlState';
import { useCarriers } from './api';
import { CarrierRow } from './CarrierRow';
import '../parcels/parcels.css';
import './carriers.css';
import { carrierKinds } from './model';

/** 载体: where companies move in, by kind. */
export function CarriersPage() {
  const { t } = useTranslation('land');
  useTitle(t('carriers'));
  const [url, setUrl] = useUrlState();
  const kind = carrierKinds.find((one) => one === url.kind);
  const list = useCarriers({ q: url.q, kind: kind && [kind] });
  return (
    <Shell>
      <div className="wrap cas">
        <header>
          <h1>{t('carriers')}</h1>
          <p className="c2">{t('carrier.lead')}</p>
        </header>
        <search className="cas-fil" aria-label={t('filter.title')}>
          <fieldset className="facet">
            <legend>{t('carrier.kinds')}</legend>
            {[undefined, ...carrierKinds].map((value) => (
              <button
                key={value ?? ''}
                type="button"
                aria-pressed={value === kind}
                onClick={() => setUrl({ kind: value })}
              >
                {value ? t(`carrierKind.${value}`) : t('all')}
              </button>
            ))}
          </fieldset>
          <SearchField label={t('carrier.search')} value={url.q} onChange={(q) => setUrl({ q })} />
        </search>
        <List list={list} narrowed={Boolean(kind || url.q)} onClear={() => setUrl({ kind: undefined, q: undefined })} />
      </div>
    </Shell>
  );
}

interface ListProps {
  list: ReturnType<typeof useCarriers>;
  narrowed: boolean;
  onClear: () => void;
}

function List({ list, narrowed, onClear }: ListProps) {
  const { t } = useTranslation('land');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = list;
  if (!data && error)
    return <ErrorState title={t('carrier.failed')} error={error} onRetry={() => void refetch()} level={2} />;
  if (!data) return <Skeleton lines={8} />;
  const items = data.pages.flatMap((page) => page.items ?? []);
  if (items.length === 0) {
    return narrowed ? (
      <Empty title={t('carrier.none')} action={<Button onClick={onClear}>{t('filter.clear')}</Button>} />
    ) : (
      <Empty title={t('carrier.empty')}>{t('carrier.emptyText')}</Empty>
    );
  }
  return (
    <section aria-label={t('carriers')} aria-busy={isPlaceholderData}>
      <ul className="cas-list">
        {items.map((carrier) => (
          <li key={carrier.id}>
            <CarrierRow carrier={carrier} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <p className="ps-more">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('list.more')}
          </Button>
        </p>
      )}
    </section>
  );
}
