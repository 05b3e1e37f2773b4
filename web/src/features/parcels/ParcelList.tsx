import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Notice } from '@/components/Notice';
import { Select } from '@/components/Select';
import { Skeleton } from '@/components/Skeleton';
import { useProblemText } from '@/lib/problem';
import type { useParcels } from './api';
import { conditions, emptyFilter, type Filter } from './filter';
import { ParcelRow } from './ParcelRow';

interface ParcelListProps {
  list: ReturnType<typeof useParcels>;
  filter: Filter;
  onChange: (change: Filter) => void;
  marked?: string;
  onPoint: (id: string | undefined) => void;
}

const orders = ['until', '-area', 'area', 'price', '-price', '-far', 'number'] as const;

/** How many there are, in which order, and the rows; with what to do where there are none. */
export function ParcelList({ list, filter, onChange, marked, onPoint }: ParcelListProps) {
  const { t } = useTranslation('land');
  const text = useProblemText();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = list;
  if (!data && error)
    return <ErrorState title={t('list.failed')} error={error} onRetry={() => void refetch()} level={2} />;
  if (!data) return <Skeleton lines={9} label={t('list.slow')} />;
  const items = data.pages.flatMap((page) => page.items ?? []);
  const total = data.pages[0]?.counts.total ?? items.length;
  return (
    <section
      aria-label={t('parcels')}
      aria-busy={isPlaceholderData}
      className={isPlaceholderData ? 'ps-list stale' : 'ps-list'}
    >
      <div className="ps-line">
        <p role="status">{t('list.count', { count: total })}</p>
        <label className="ps-here">
          <input
            type="checkbox"
            checked={Boolean(filter.here)}
            onChange={(event) => onChange({ here: event.target.checked ? '1' : undefined })}
          />
          {t('list.here')}
        </label>
        <span className="ps-sort">
          <Select
            aria-label={t('list.sort')}
            value={filter.sort ?? ''}
            onChange={(event) => onChange({ sort: event.target.value || undefined })}
          >
            <option value="">{t('sort.latest')}</option>
            {orders.map((order) => (
              <option key={order} value={order}>
                {t(`sort.${order}`)}
              </option>
            ))}
          </Select>
        </span>
      </div>
      {error && <Notice tone="warn">{text(error)}</Notice>}
      {items.length === 0 && <Nothing filter={filter} onChange={onChange} />}
      <ul>
        {items.map((parcel) => (
          <li key={parcel.id}>
            <ParcelRow parcel={parcel} marked={parcel.id === marked} onPoint={onPoint} />
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

function Nothing({ filter, onChange }: Pick<ParcelListProps, 'filter' | 'onChange'>) {
  const { t } = useTranslation('land');
  const narrowed = conditions(filter) > 0 || Boolean(filter.q || filter.here);
  if (filter.keep && !narrowed) return <Empty title={t('keep.empty')}>{t('keep.emptyText')}</Empty>;
  if (!narrowed) return <Empty title={t('list.empty')}>{t('list.emptyText')}</Empty>;
  return (
    <Empty title={t('list.none')} action={<Button onClick={() => onChange(emptyFilter)}>{t('filter.clear')}</Button>}>
      {t('list.noneText')}
    </Empty>
  );
}
