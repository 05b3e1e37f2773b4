import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Tag } from '@/components/Tag';
import { formatDay, formatTime, ownZone } from '@/lib/time';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { useUrlState } from '../shared/useUrlState';
import { AuditFilters } from './AuditFilters';
import { type AuditLine, useAudit } from './api';
import { actionText, detailText, filterOf, objectText } from './lines';

export function AuditPage() {
  return (
    <Allowed to="list-audit">
      <AuditList />
    </Allowed>
  );
}

/** Who did what to what, and who was refused. */
function AuditList() {
  const { t } = useTranslation('staff');
  const [url, setUrl] = useUrlState();
  const list = useAudit(filterOf(url, ownZone()));
  return (
    <>
      <PageHead title={t('audit.title')} note={t('audit.note')} />
      <AuditFilters url={url} onChange={setUrl} />
      <RecordList
        label={t('audit.title')}
        list={list}
        columns={useColumns(setUrl)}
        failed={t('audit.failed')}
        empty={<Empty title={t('list.noneFound')}>{t('list.loosen')}</Empty>}
      />
    </>
  );
}

function useColumns(narrowTo: (change: Record<string, string>) => void): RecordColumn<AuditLine>[] {
  const { t } = useTranslation('staff');
  return [
    {
      key: 'at',
      title: t('audit.at'),
      width: 200,
      cell: ({ at }) => (
        <>
          {formatDay(at)} <span className="c2">{formatTime(at)}</span>
        </>
      ),
    },
    {
      key: 'what',
      title: t('audit.what'),
      phone: 'title',
      cell: (line) => <What line={line} narrowTo={narrowTo} />,
    },
    {
      key: 'result',
      title: t('audit.result'),
      width: 104,
      cell: ({ result }) =>
        result === 'refused' ? <Tag tone="bad">{t('audit.refused')}</Tag> : <span className="c3">{t('audit.ok')}</span>,
    },
    {
      key: 'request',
      title: t('audit.request'),
      width: 304,
      cell: ({ requestId, ip }) => (
        <>
          <span className="code c2">{requestId || '–'}</span>
          {ip && <span className="st-sub">{ip}</span>}
        </>
      ),
    },
  ];
}

interface WhatProps {
  line: AuditLine;
  narrowTo: (change: Record<string, string>) => void;
}

/** 李伟 发布活动「…」: who, what, to what; a press on who or what narrows the list. */
function What({ line, narrowTo }: WhatProps) {
  const { t } = useTranslation('staff');
  const { actor, action, objectId, detail } = line;
  const more = detailText(t, detail);
  return (
    <>
      {actor ? (
        <button type="button" className="st-word strong" onClick={() => narrowTo({ actor: actor.id })}>
          {actor.name || t('people.erased')}
        </button>
      ) : (
        <span className="c2">{t('audit.nobody')}</span>
      )}{' '}
      {actionText(t, action)}{' '}
      {objectId && objectId !== actor?.id && (
        <button type="button" className="st-word" onClick={() => narrowTo({ object: objectId })}>
          {t('audit.quote', { name: objectText(t, line) })}
        </button>
      )}
      {more && <span className="st-sub">{more}</span>}
    </>
  );
}
