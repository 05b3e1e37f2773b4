import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { inLanguage } from '@/lib/text';
import { Choices, FilterBar } from '../shared/Filters';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { useUrlState } from '../shared/useUrlState';
import { type FollowUp, type Show, useFollowUp, useFollowUps } from './api';
import { Due } from './Due';
import { FollowUpDrawer } from './FollowUpDrawer';
import { Status } from './Status';

const shows: readonly Show[] = ['open', 'overdue', 'answered', 'closed'];

export function FollowUpsPage() {
  return (
    <Allowed to="list-follow-ups">
      <Ledger />
    </Allowed>
  );
}

/** 答复台账: what is due first stands first. */
function Ledger() {
  const { t } = useTranslation('staff');
  const [url, setUrl] = useUrlState();
  const show = shows.find((one) => one === url.status);
  const list = useFollowUps(show);
  const open = useFollowUp(url.line).data;
  return (
    <>
      <PageHead title={t('followUps.title')} note={t('followUps.note')} />
      <FilterBar label={t('followUps.filter')}>
        <Choices<Show>
          label={t('followUps.filter')}
          all={t('list.all')}
          options={shows.map((value) => ({ value, label: t(`followUps.${value}`) }))}
          value={show}
          onChange={(status) => setUrl({ status })}
        />
      </FilterBar>
      <RecordList
        label={t('followUps.title')}
        list={list}
        columns={useColumns((id) => setUrl({ line: id }))}
        failed={t('followUps.failed')}
        empty={
          show ? (
            <Empty title={t('list.noneFound')}>{t('list.loosen')}</Empty>
          ) : (
            <Empty title={t('followUps.empty')}>{t('followUps.emptyHint')}</Empty>
          )
        }
      />
      {open && <FollowUpDrawer key={open.id} line={open} onClose={() => setUrl({ line: undefined })} />}
    </>
  );
}

function useColumns(open: (id: string) => void): RecordColumn<FollowUp>[] {
  const { t, i18n } = useTranslation('staff');
  return [
    {
      key: 'question',
      title: t('followUps.question'),
      phone: 'title',
      cell: ({ question }) => (
        <>
          {question.text || '–'}
          <span className="st-sub">
            {question.anonymous
              ? t('followUps.anonymous')
              : [question.name, question.org].filter(Boolean).join(' ') || t('people.erased')}
            {question.votes > 0 && ` · ${t('followUps.votes', { count: question.votes })}`}
          </span>
        </>
      ),
    },
    {
      key: 'session',
      title: t('followUps.session'),
      width: 240,
      cell: ({ session }) => inLanguage(session, i18n.language) || '–',
    },
    { key: 'due', title: t('followUps.due'), width: 260, cell: (line) => <Due line={line} /> },
    { key: 'status', title: t('followUps.status'), width: 120, cell: (line) => <Status line={line} /> },
    {
      key: 'act',
      title: '',
      width: 96,
      phone: 'foot',
      cell: ({ id, status }) => (
        <Button type="text" size="small" onClick={() => open(id)}>
          {t(status === 'open' ? 'followUps.edit' : 'followUps.view')}
        </Button>
      ),
    },
  ];
}
