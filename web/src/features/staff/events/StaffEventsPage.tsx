import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Example } from '@/components/Tag';
import { formatNumber, inLanguage } from '@/lib/text';
import { formatSpan, zoneName } from '@/lib/time';
import { Choices, FilterBar, SearchBox } from '../shared/Filters';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { EventStatusTag } from '../shared/StatusTag';
import { useUrlState } from '../shared/useUrlState';
import { useStaffEvents } from './api';
import { CopyEvent } from './CopyEvent';
import { CopyLink } from './CopyLink';
import { type EventStatus, eventStatuses, type StaffEvent } from './model';

export function StaffEventsPage() {
  return (
    <Allowed to="create-event">
      <EventList />
    </Allowed>
  );
}

function EventList() {
  const { t } = useTranslation('staff');
  const [url, setUrl] = useUrlState();
  const status = eventStatuses.find((one) => one === url.status);
  const list = useStaffEvents({ q: url.q, status });
  const filtered = Boolean(url.q || status);
  return (
    <>
      <PageHead
        title={t('events.title')}
        note={t('events.note')}
        actions={
          <Link to="/staff/events/new" className={buttonClass({ variant: 'primary' })}>
            {t('events.new')}
          </Link>
        }
      />
      <FilterBar label={t('events.filter')}>
        <Choices<EventStatus>
          label={t('events.byStatus')}
          all={t('list.all')}
          options={eventStatuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          value={status}
          onChange={(next) => setUrl({ status: next })}
        />
        <SearchBox label={t('events.search')} value={url.q} onChange={(q) => setUrl({ q })} />
      </FilterBar>
      <RecordList
        label={t('events.title')}
        list={list}
        columns={useColumns()}
        failed={t('events.failed')}
        empty={
          filtered ? (
            <Empty title={t('list.noneFound')}>{t('list.loosen')}</Empty>
          ) : (
            <Empty
              title={t('events.empty')}
              action={
                <Link to="/staff/events/new" className={buttonClass({ variant: 'primary' })}>
                  {t('events.newFirst')}
                </Link>
              }
            >
              {t('events.emptyText')}
            </Empty>
          )
        }
      />
    </>
  );
}

function useColumns(): RecordColumn<StaffEvent>[] {
  const { t } = useTranslation('staff');
  return [
    { key: 'title', title: t('events.event'), cell: (event) => <Title event={event} />, phone: 'title' },
    { key: 'status', title: t('events.status'), cell: ({ status }) => <EventStatusTag status={status} />, width: 112 },
    { key: 'time', title: t('events.time'), cell: (event) => <Times event={event} />, width: 340 },
    {
      key: 'registered',
      title: t('events.registered'),
      cell: ({ registrations }) => <Counts {...registrations} />,
      figure: true,
      width: 96,
    },
    { key: 'link', title: t('events.link'), cell: (event) => <Links event={event} />, phone: 'foot', width: 216 },
  ];
}

function Links({ event }: { event: StaffEvent }) {
  return (
    <span className="row">
      <CopyLink event={event} />
      <CopyEvent event={event} small />
    </span>
  );
}

function Title({ event }: { event: StaffEvent }) {
  return (
    <>
      <Link to="/staff/events/$event" params={{ event: event.id }} className="st-title">
        {inLanguage(event.title)}
      </Link>
      {event.illustrative && <Example />}
      <span className="st-sub">{inLanguage(event.organisation.name)}</span>
    </>
  );
}

function Times({ event: { startsAt, endsAt, timeZone, sessions } }: { event: StaffEvent }) {
  const { t } = useTranslation('staff');
  if (!startsAt || !endsAt) return <span className="c3">{t('events.noSessions')}</span>;
  return (
    <>
      {formatSpan(startsAt, endsAt, timeZone)}
      <span className="st-sub">
        {zoneName(timeZone)}
        {sessions.length > 1 && ` · ${t('events.sessions', { count: sessions.length })}`}
      </span>
    </>
  );
}

function Counts({ confirmed = 0, waiting = 0 }: { confirmed?: number; waiting?: number }) {
  const { t } = useTranslation('staff');
  return (
    <>
      <b>{formatNumber(confirmed)}</b>
      {waiting > 0 && <span className="st-sub">{t('events.waiting', { number: formatNumber(waiting) })}</span>}
    </>
  );
}
