import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { useCan } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { Choices, FilterBar } from '../shared/Filters';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { RecordList } from '../shared/RecordList';
import { SelectInput } from '../shared/SelectInput';
import { useUrlState } from '../shared/useUrlState';
import { exportHref, type Query, reachable, type Status, statuses, useAttributions, useEvents } from './api';
import { Comparison } from './Comparison';
import { useColumns } from './columns';
import { OwnFunnel } from './OwnFunnel';
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
  const { t, i18n } = useTranslation('credit');
  const [url, setUrl] = useUrlState();
  const compares = useCan('compare-chambers');
  const query = queryOf(url);
  const list = useAttributions(query);
  const show = (next: Query) => setUrl({ stage: next.stage, chamber: next.chamber, status: next.status, disputed: undefined });
  const narrowed = Boolean(query.stage || query.status || query.chamber || query.disputed);
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
      <EventChoice value={query.event} onChange={(event) => setUrl({ event })} />
      {compares ? (
        <Comparison event={query.event} chosen={query} onChoose={show} />
      ) : (
        <OwnFunnel event={query.event} chosen={query} onChoose={show} />
      )}
      <h2 className="cr-people">{t('people')}</h2>
      <FilterBar label={t('filter')}>
        <Choices<Status>
          label={t('filter')}
          all={t('all')}
          options={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          value={query.status}
          onChange={(status) => setUrl({ status })}
        />
        <Narrowed query={query} list={list.items?.[0]?.chamberName} onClear={() => show({})} />
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

function queryOf(url: Record<string, string | undefined>): Query {
  const stage = reachable.find((one) => one === url.stage);
  const status = statuses.find((one) => one === url.status);
  return {
    ...(url.event && { event: url.event }),
    ...(url.chamber && { chamber: url.chamber }),
    ...(stage && { stage }),
    ...(status && { status }),
    ...(url.disputed && { disputed: true }),
  };
}

function EventChoice({ value, onChange }: { value: string | undefined; onChange: (event: string | undefined) => void }) {
  const { t, i18n } = useTranslation('credit');
  const { data: events } = useEvents();
  return (
    <p className="cr-event">
      <SelectInput<string>
        aria-label={t('event')}
        value={value ?? ''}
        onChange={(event) => onChange(event || undefined)}
        options={[
          { value: '', label: t('allEvents') },
          ...(events ?? []).map(({ id, title }) => ({ value: id, label: inLanguage(title, i18n.language) })),
        ]}
      />
    </p>
  );
}

/** Says which figure the list below belongs to, and leads back to all. */
function Narrowed({ query, list, onClear }: { query: Query; list: Record<string, string> | undefined; onClear: () => void }) {
  const { t, i18n } = useTranslation('credit');
  if (!query.stage && !query.chamber) return null;
  const words = [query.chamber && list && inLanguage(list, i18n.language), query.stage && t(`stage.${query.stage}`)];
  return (
    <button type="button" className="cr-clear" onClick={onClear}>
      {t('only', { what: words.filter(Boolean).join(' · ') })}
    </button>
  );
}
