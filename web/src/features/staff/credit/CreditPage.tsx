import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { useMay } from '@/lib/auth';
import { Choices, FilterBar } from '../shared/Filters';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { RecordList } from '../shared/RecordList';
import { useUrlState } from '../shared/useUrlState';
import { exportHref, type Query, queryOf, type Status, statuses, useAttributions } from './api';
import { Comparison } from './Comparison';
import { useColumns } from './columns';
import { Narrowed } from './Narrowed';
import { OwnFunnel } from './OwnFunnel';
import { Rules } from './Rules';
import { EventChoice, OwnChoice } from './scope';
import './credit.css';

export function CreditPage() {
  return (
    <Allowed to="list-attributions">
      <Credit />
    </Allowed>
  );
}

/** 以商引商: a chamber's own funnel, or the bureau's comparison of all; below it the people behind the figures. */
function Credit() {
  const { t, i18n } = useTranslation('staff-credit');
  const [url, setUrl] = useUrlState();
  const people = useRef<HTMLHeadingElement>(null);
  const compares = useMay('compare-chambers');
  const query = queryOf(url);
  const list = useAttributions(query);
  const narrow = ({ event: _, ...next }: Query) => {
    const { stage, status, disputed, claim } = next;
    const chamber = compares ? next.chamber : query.chamber; // a secretary's stays the one they look at
    setUrl({ stage, status, chamber, disputed: disputed && 'true', claim });
  };
  const open = (next: Query) => {
    narrow(next);
    people.current?.focus();
  };
  const { stage, status, disputed, claim } = query;
  const narrowed = Boolean(stage || status || disputed || claim || (compares && query.chamber));
  const scope = { ...(query.event && { event: query.event }), ...(query.chamber && { chamber: query.chamber }) };
  return (
    <>
      <PageHead
        title={t('title')}
        note={compares ? t('noteBureau') : t('noteChamber')}
        actions={
          <a className={buttonClass()} href={exportHref(query, i18n.language)} download>
            {t('export')}
          </a>
        }
      />
      <div className="cr-scope">
        <EventChoice value={query.event} onChange={(event) => setUrl({ event })} />
        {!compares && <OwnChoice value={query.chamber} onChange={(chamber) => setUrl({ chamber })} />}
      </div>
      {compares ? (
        <Comparison event={query.event} chosen={query} onChoose={open} />
      ) : (
        <OwnFunnel scope={scope} chosen={query} onChoose={open} />
      )}
      <p className="cr-note">{t('byInvestor')}</p>
      <Rules />
      <h2 className="cr-people" ref={people} tabIndex={-1}>
        {t('people')}
      </h2>
      <FilterBar label={t('filter')}>
        <Choices<Status>
          label={t('filter')}
          all={t('all')}
          options={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          value={status}
          onChange={(next) => narrow({ ...query, stage: undefined, claim: undefined, status: next })}
        />
        <Narrowed query={query} bureau={compares} chamber={list.items?.[0]?.chamberName} onClear={() => narrow({})} />
      </FilterBar>
      <RecordList
        label={t('people')}
        list={list}
        columns={useColumns(compares)}
        failed={t('failed')}
        empty={
          narrowed ? (
            <Empty title={t('noneFound')}>{t('loosen')}</Empty>
          ) : (
            <Empty title={t('empty')}>{compares ? t('emptyBureau') : t('emptyChamber')}</Empty>
          )
        }
      />
    </>
  );
}
