import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Tag } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { formatDate, formatDay } from '@/lib/time';
import type { RecordColumn } from '../shared/RecordList';
import { Acts } from './Acts';
import type { Attribution } from './api';

/** A line a claim: who, by whom, how it stands, how far they went. */
export function useColumns(bureau: boolean): RecordColumn<Attribution>[] {
  const { t, i18n } = useTranslation('staff-credit');
  const columns: (RecordColumn<Attribution> | false)[] = [
    {
      key: 'who',
      title: t('investor'),
      phone: 'title',
      cell: ({ investor, name, contact }) => (
        <>
          {investor || t('erased')}
          <span className="st-sub">{[name !== investor && name, contact].filter(Boolean).join(' · ')}</span>
        </>
      ),
    },
    bureau && {
      key: 'chamber',
      title: t('chamber'),
      width: 180,
      cell: ({ chamberName }) => inLanguage(chamberName, i18n.language),
    },
    { key: 'source', title: t('by'), width: 110, cell: ({ source }) => t(`source.${source}`) },
    { key: 'state', title: t('standing'), width: 200, cell: (claim) => <Standing claim={claim} /> },
    { key: 'lines', title: t('ledger'), width: 230, cell: ({ lines }) => <Lines lines={lines} bureau={bureau} /> },
    { key: 'act', title: '', width: 130, phone: 'foot', cell: (claim) => <Acts claim={claim} /> },
  ];
  return columns.filter((column) => column !== false);
}

function Standing({ claim: { status, why, share, protectedUntil, dispute, decision } }: { claim: Attribution }) {
  const { t } = useTranslation('staff-credit');
  return (
    <>
      <Tag tone={status === 'credited' ? 'ok' : status === 'colliding' ? 'warn' : 'plain'}>
        {share > 0 && share < 10_000 ? t('part', { percent: share / 100 }) : t(`status.${status}`)}
      </Tag>
      {why && <span className="st-sub">{t(`why.${why}`)}</span>}
      {status === 'credited' && protectedUntil && (
        <span className="st-sub">{t('until', { day: formatDay(protectedUntil) })}</span>
      )}
      {dispute && <span className="st-sub warn">{t('objection', { text: dispute.text })}</span>}
      {decision && <span className="st-sub">{t('decided', { text: decision.text })}</span>}
    </>
  );
}

/** The stages reached, with their days; a note explains what was noted by hand. */
function Lines({ lines, bureau }: Pick<Attribution, 'lines'> & { bureau: boolean }) {
  const { t } = useTranslation('staff-credit');
  return (
    <ol className="cr-lines">
      {lines?.map(({ stage, at, note, kind, object }) => (
        <li key={stage}>
          {bureau && kind === 'agreement' && object ? (
            <Link to="/staff/agreements/$agreement" params={{ agreement: object }}>
              {t(`stage.${stage}`)}
            </Link>
          ) : (
            t(`stage.${stage}`)
          )}{' '}
          <time dateTime={at}>{formatDate(at)}</time>
          {note && <span className="st-sub">{note}</span>}
        </li>
      ))}
    </ol>
  );
}
