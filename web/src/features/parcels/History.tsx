import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { api, unwrap } from '@/lib/api';
import { useProblemText } from '@/lib/problem';
import { formatMoment } from '@/lib/time';
import { parcelKeys } from './api';
import type { Parcel } from './model';
import { ParcelChanges } from './ParcelChanges';

/** Each change of the notice: what was, what is, who and when. For those who work on it. */
export function History({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('land');
  const text = useProblemText();
  const mine = parcel.can.includes('list-parcel-versions');
  const list = useInfiniteQuery({
    queryKey: [...parcelKeys.all, 'versions', parcel.id, parcel.version],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/parcels/{parcel}/versions', {
          params: { path: { parcel: parcel.id }, query: { cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next || undefined,
    enabled: mine,
  });
  if (!mine) return null;
  const versions = list.data?.pages.flatMap((page) => page.items ?? []) ?? [];
  return (
    <section className="pc-history" aria-labelledby="history-title">
      <h2 id="history-title">{t('history.title')}</h2>
      {list.error && <Notice tone="warn">{text(list.error)}</Notice>}
      <ol>
        {versions.map((version) => (
          <li key={version.version}>
            <p className="about">
              <b>{t('history.version', { number: version.version })}</b>
              <time dateTime={version.at}>{formatMoment(version.at)}</time>
              <span>{version.byName}</span>
            </p>
            <ParcelChanges fields={version.fields} />
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button variant="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('history.earlier')}
        </Button>
      )}
    </section>
  );
}
