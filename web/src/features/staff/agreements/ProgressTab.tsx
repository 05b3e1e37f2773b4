import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { formatMoment } from '@/lib/time';
import { useChain } from './api';
import { lineOf, type Shown } from './chain';
import type { Agreement } from './model';
import { LevelTag } from './tags';

/** The lines of evidence as they were written, latest last. */
export function ProgressTab({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('staff-agreements');
  const chain = useChain(agreement);
  if (!chain.data) {
    if (chain.error) {
      return (
        <ErrorState title={t('chain.failed')} error={chain.error} onRetry={() => void chain.refetch()} level={2} />
      );
    }
    return <Skeleton lines={8} />;
  }
  const lines = chain.data.map(lineOf);
  if (lines.length === 0) return <p className="st-none ag-first">{t('chain.none')}</p>;
  return (
    <section className="st-section first">
      <p className="st-note">{t('chain.note')}</p>
      <ol className="ag-chain" aria-label={t('tab.progress')}>
        {lines.map((line) => (
          <Line key={line.seq} line={line} agreement={agreement} />
        ))}
      </ol>
    </section>
  );
}

function Line({ line, agreement }: { line: Shown; agreement: Agreement }) {
  const { t } = useTranslation('staff-agreements');
  const who = agreement.parties.flatMap(({ signers }) => signers).find(({ id }) => id === line.who)?.name;
  const witness = agreement.witnesses.find(({ id }) => id === line.who)?.name;
  return (
    <li className={`k-${line.kind}`}>
      <time dateTime={line.at}>{formatMoment(line.at)}</time>
      <span className="grow">
        {line.known ? t(`chain.kind.${line.known}`, { who: who ?? witness ?? '', page: line.page ?? '' }) : line.kind}{' '}
        <LevelTag level={line.level} />
      </span>
      <span className="code c3" title={line.hash}>
        {line.hash.slice(0, 8)}
      </span>
    </li>
  );
}
