import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Tag } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { ActionButton } from '../shared/ActionButton';
import { Choices, FilterBar } from '../shared/Filters';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { ProblemText } from '../shared/ProblemText';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { useUrlState } from '../shared/useUrlState';
import { type Lead, type LeadStatus, useLeadStatus, useLeads } from './api';

const statuses: readonly LeadStatus[] = ['new', 'contacted', 'closed'];

export function LeadsPage() {
  return (
    <Allowed to="list-leads">
      <Leads />
    </Allowed>
  );
}

/** 线索: who wants to talk about which parcel, and where they said so. */
function Leads() {
  const { t } = useTranslation('staff');
  const [url, setUrl] = useUrlState();
  const [whole, setWhole] = useState(false);
  const status = statuses.find((one) => one === url.status);
  const list = useLeads({
    ...(status && { status }),
    ...(url.room && { room: url.room }),
    ...(whole && { contacts: 'full' as const }),
  });
  return (
    <>
      <PageHead
        title={t('leads.title')}
        note={t('leads.note')}
        actions={
          !whole && (
            <Button onClick={() => setWhole(true)} title={t('leads.contactsHint')}>
              {t('leads.contacts')}
            </Button>
          )
        }
      />
      <FilterBar label={t('leads.filter')}>
        <Choices<LeadStatus>
          label={t('leads.filter')}
          all={t('list.all')}
          options={statuses.map((value) => ({ value, label: t(`leads.status.${value}`) }))}
          value={status}
          onChange={(next) => setUrl({ status: next })}
        />
        {url.room && (
          <Button type="text" onClick={() => setUrl({ room: undefined })}>
            {t('leads.allSessions')}
          </Button>
        )}
      </FilterBar>
      <RecordList
        label={t('leads.title')}
        list={list}
        columns={useColumns()}
        failed={t('leads.failed')}
        empty={
          status || url.room ? (
            <Empty title={t('list.noneFound')}>{t('list.loosen')}</Empty>
          ) : (
            <Empty title={t('leads.empty')}>{t('leads.emptyHint')}</Empty>
          )
        }
      />
    </>
  );
}

function useColumns(): RecordColumn<Lead>[] {
  const { t, i18n } = useTranslation('staff');
  return [
    {
      key: 'who',
      title: t('leads.who'),
      phone: 'title',
      cell: ({ person, note, kind }) => (
        <>
          {person?.name || t('people.erased')}
          <span className="st-sub">{[person?.org, person?.contact].filter(Boolean).join(' · ')}</span>
          {note && <span className="st-sub">{kind === 'question' ? t('leads.asked', { note }) : note}</span>}
        </>
      ),
    },
    {
      key: 'parcel',
      title: t('leads.parcel'),
      width: 260,
      cell: ({ parcel }) => (
        <>
          {[parcel.place && String(parcel.place).padStart(2, '0'), inLanguage(parcel.name, i18n.language)]
            .filter(Boolean)
            .join(' ')}
          <span className="st-sub">{parcel.number}</span>
        </>
      ),
    },
    { key: 'source', title: t('leads.source'), width: 240, cell: (lead) => <Source lead={lead} /> },
    { key: 'status', title: t('leads.state'), width: 100, cell: ({ status }) => <Status status={status} /> },
    { key: 'act', title: '', width: 120, phone: 'foot', cell: (lead) => <Next lead={lead} /> },
  ];
}

/** In which session and at which second; the replay begins there. */
function Source({ lead: { source, createdAt } }: { lead: Lead }) {
  const { t, i18n } = useTranslation('staff');
  if (!source.room) {
    return (
      <>
        {t('leads.page')}
        <span className="st-sub">{formatMoment(createdAt)}</span>
      </>
    );
  }
  const second = source.second ?? 0;
  const clock = `${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`;
  return (
    <>
      {inLanguage(source.title ?? {}, i18n.language) || '–'}
      <span className="st-sub">
        <a href={`/rooms/${source.room}/replay?at=${source.at}`}>{t('leads.at', { clock })}</a> ·{' '}
        {formatMoment(createdAt)}
      </span>
    </>
  );
}

function Status({ status }: { status: LeadStatus }) {
  const { t } = useTranslation('staff');
  return (
    <Tag tone={status === 'new' ? 'warn' : status === 'contacted' ? 'ok' : 'plain'}>{t(`leads.status.${status}`)}</Tag>
  );
}

function Next({ lead }: { lead: Lead }) {
  const { t } = useTranslation('staff');
  const set = useLeadStatus(lead);
  const next: LeadStatus = lead.status === 'new' ? 'contacted' : lead.status === 'contacted' ? 'closed' : 'new';
  return (
    <>
      <ActionButton type="text" size="small" busy={set.isPending} onClick={() => set.mutate(next)}>
        {t(`leads.next.${lead.status}`)}
      </ActionButton>
      {set.error && <ProblemText error={set.error} />}
    </>
  );
}
