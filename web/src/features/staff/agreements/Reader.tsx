import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import type { Agreement, Version } from './model';
import { Page, pagesUpTo } from './Page';
import { usePaper } from './paper';

/** The pages of a version, one below the other. */
export function Reader({ agreement, version }: { agreement: Agreement; version: Version }) {
  const { t } = useTranslation('staff-agreements');
  const paper = usePaper(agreement, version);
  if (!paper.data) {
    if (paper.error) {
      return (
        <ErrorState title={t('versions.unread')} error={paper.error} onRetry={() => void paper.refetch()} level={2} />
      );
    }
    return <Skeleton lines={12} />;
  }
  const { deck, pages } = paper.data;
  return (
    <section className="ag-reader" aria-label={t('versions.number', { number: version.number })}>
      {pagesUpTo(pages).map((page) => (
        <Page key={page} deck={deck} page={page} label={t('page', { page, pages })} />
      ))}
    </section>
  );
}
