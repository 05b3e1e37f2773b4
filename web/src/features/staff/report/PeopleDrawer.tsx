import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { formatNumber } from '@/lib/text';
import { formatTime } from '@/lib/time';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { type Report, type ReportPerson, usePeople, type Whom } from './api';
import { minutesOf } from './figures';
import { useRegions } from './Groups';

interface PeopleDrawerProps {
  room: string;
  report: Report;
  whom: Whom;
  onClose: () => void;
}

/** The people behind a figure. Who is anonymous is only counted. */
export function PeopleDrawer({ room, report, whom, onClose }: PeopleDrawerProps) {
  const { t } = useTranslation(['report', 'staff']);
  const list = usePeople(room, whom);
  const { anonymous } = report.figures;
  const title = whom.at
    ? t('people.peak', { time: formatTime(whom.at, report.timeZone) })
    : [t(`people.${whom.figure}`), whom.org].filter(Boolean).join(' · ');
  return (
    <Drawer open onClose={onClose} size={640} title={title} closable={{ 'aria-label': t('staff:form.close') }}>
      {whom.figure === 'asked' && anonymous > 0 && (
        <p className="st-note">{t('people.anonymous', { count: anonymous })}</p>
      )}
      <RecordList
        label={title}
        list={list}
        columns={useColumns(report, whom)}
        failed={t('people.failed')}
        empty={<Empty title={t('people.empty')}>{t('people.emptyHint')}</Empty>}
      />
    </Drawer>
  );
}

function useColumns({ timeZone }: Report, { figure }: Whom): RecordColumn<ReportPerson>[] {
  const { t } = useTranslation('report');
  const region = useRegions();
  const registered = figure === 'registered' || figure === 'interested';
  const counted = figure === 'speakers' || figure === 'asked' || figure === 'voters' || figure === 'hands';
  const columns: RecordColumn<ReportPerson>[] = [
    { key: 'name', title: t('people.name'), phone: 'title', cell: ({ name }) => name || t('questions.erased') },
    {
      key: 'org',
      title: t('people.org'),
      cell: ({ org, region: code }) => [org, code && region(code)].filter(Boolean).join(' · ') || '–',
    },
  ];
  if (!registered)
    columns.push({
      key: 'stay',
      title: t('people.stay'),
      width: 150,
      cell: ({ firstAt, lastAt, seconds = 0 }) =>
        firstAt && lastAt ? (
          <>
            {t('people.minutes', { count: minutesOf(seconds) })}
            <span className="st-sub">
              {t('people.span', { from: formatTime(firstAt, timeZone), to: formatTime(lastAt, timeZone) })}
            </span>
          </>
        ) : (
          '–'
        ),
    });
  if (counted)
    columns.push({
      key: 'count',
      title: t('people.count'),
      width: 80,
      figure: true,
      cell: ({ count = 0 }) => formatNumber(count),
    });
  return columns;
}
