import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Tag } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { dayOf, formatDate } from '@/lib/time';
import { type RecordColumn, Records } from '../shared/RecordList';
import type { Report } from './api';

type Question = Report['questions'][number];

const tones = { open: 'warn', answered: 'ok', closed: 'plain' } as const;

/** What stayed open when the session ended, what is due first first. */
export function Ledger({ report }: { report: Report }) {
  const { t } = useTranslation('report');
  const columns = useColumns();
  const lines = report.questions
    .filter(({ dueOn }) => dueOn)
    .sort(
      (a, b) =>
        Number(a.status !== 'open') - Number(b.status !== 'open') || (a.dueOn ?? '').localeCompare(b.dueOn ?? ''),
    );
  return (
    <section className="rp-card">
      <header>
        <h2>
          {t('ledger.title')} <small>{t('ledger.note')}</small>
        </h2>
        <Link to="/staff/follow-ups" className="rp-screen">
          {t('ledger.all')}
        </Link>
      </header>
      {lines.length ? (
        <Records label={t('ledger.title')} items={lines} columns={columns} />
      ) : (
        <p className="st-note">{t('ledger.empty')}</p>
      )}
    </section>
  );
}

function useColumns(): RecordColumn<Question>[] {
  const { t } = useTranslation('report');
  const today = new Date().toISOString().slice(0, 10);
  return [
    { key: 'question', title: t('ledger.question'), phone: 'title', cell: ({ text }) => text || '–' },
    {
      key: 'topic',
      title: t('ledger.topic'),
      width: 150,
      cell: ({ topic }) =>
        topic?.page
          ? t('curve.short', { page: topic.page })
          : topic?.name || inLanguage(topic?.words) || (topic ? t(`curve.kinds.${topic.kind as 'blank'}`) : '–'),
    },
    {
      key: 'department',
      title: t('ledger.department'),
      width: 110,
      cell: ({ department }) => department || t('ledger.nobody'),
    },
    { key: 'due', title: t('ledger.due'), width: 110, cell: ({ dueOn }) => formatDate(dayOf(dueOn ?? ''), 'UTC') },
    {
      key: 'status',
      title: t('ledger.status'),
      width: 90,
      cell: ({ status, dueOn = '' }) =>
        status === 'open' && dueOn < today ? (
          <Tag tone="bad">{t('ledger.late')}</Tag>
        ) : (
          <Tag tone={tones[status]}>{t(`ledger.${status}`)}</Tag>
        ),
    },
  ];
}
