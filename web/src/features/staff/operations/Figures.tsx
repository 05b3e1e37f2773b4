import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/lib/text';
import type { Node } from './api';
import { formatBytes, formatMs, totalsOf } from './figures';

/** The whole installation in one line. */
export function Figures({ nodes }: { nodes: Node[] }) {
  const { t } = useTranslation('staff');
  const all = totalsOf(nodes);
  const connections = t('operations.connections', {
    count: all.connections,
    number: formatNumber(all.connections),
  });
  return (
    <dl className="st-figures">
      <Figure label={t('operations.people')} more={connections}>
        {formatNumber(all.people)}
      </Figure>
      <Figure label={t('operations.roomsOpen')}>{formatNumber(all.rooms)}</Figure>
      <Figure label={t('operations.slow')} more={t('operations.queued', { size: formatBytes(all.queueBytes) })}>
        {formatNumber(all.slowClients)}
      </Figure>
      <Figure
        label={t('operations.lag')}
        more={t(all.lag === undefined ? 'operations.noMessages' : 'operations.ninetyNine')}
      >
        {formatMs(all.lag)}
      </Figure>
      <Figure
        label={t('operations.commit')}
        more={all.meanLines === undefined ? t('operations.noLines') : t('operations.lines', linesOf(all.meanLines))}
      >
        {formatMs(all.commit)}
      </Figure>
    </dl>
  );
}

/** Lines a commit, for a sentence that knows singular and plural. */
export function linesOf(mean: number): { count: number; number: string } {
  return { count: mean, number: formatNumber(mean, { maximumFractionDigits: 1 }) };
}

function Figure({ label, more, children }: { label: string; more?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <b>{children}</b>
        {more && <span>{more}</span>}
      </dd>
    </div>
  );
}
