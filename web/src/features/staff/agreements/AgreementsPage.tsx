import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { Choices, FilterBar } from '../shared/Filters';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { useUrlState } from '../shared/useUrlState';
import { Amount } from './Amount';
import { useAgreements } from './api';
import { type Agreement, states, waitedFor } from './model';
import { AgreementTag } from './tags';
import './agreements.css';

export function AgreementsPage() {
  return (
    <Allowed to="create-agreement">
      <Agreements />
    </Allowed>
  );
}

function Agreements() {
  const { t } = useTranslation('staff-agreements');
  const { t: staff } = useTranslation('staff');
  const [url, setUrl] = useUrlState();
  const state = states.find((one) => one === url.state);
  const list = useAgreements(state ? { state } : {});
  const start = (
    <Link to="/staff/agreements/new" className={buttonClass({ variant: 'primary' })}>
      {t('list.new')}
    </Link>
  );
  return (
    <>
      <PageHead title={t('title')} note={t('list.note')} actions={start} />
      <FilterBar label={t('list.state')}>
        <Choices
          label={t('list.state')}
          all={staff('list.all')}
          options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={state}
          onChange={(next) => setUrl({ state: next })}
        />
      </FilterBar>
      <RecordList
        label={t('title')}
        list={list}
        columns={useColumns()}
        failed={t('list.failed')}
        empty={
          state ? (
            <Empty title={staff('list.noneFound')}>{staff('list.loosen')}</Empty>
          ) : (
            <Empty title={t('list.empty')} action={start}>
              {t('list.emptyText')}
            </Empty>
          )
        }
      />
    </>
  );
}

function useColumns(): RecordColumn<Agreement>[] {
  const { t } = useTranslation('staff-agreements');
  return [
    { key: 'title', title: t('list.agreement'), cell: (one) => <Title agreement={one} />, phone: 'title' },
    { key: 'amount', title: t('field.amount'), cell: (one) => <Amount {...one} />, figure: true, width: 150 },
    { key: 'state', title: t('list.state'), cell: ({ state }) => <AgreementTag state={state} />, width: 120 },
    { key: 'waits', title: t('list.waits'), cell: (one) => <Waits agreement={one} />, width: 190 },
    {
      key: 'at',
      title: t('list.changed'),
      cell: ({ updatedAt }) => <span className="c2">{formatMoment(updatedAt)}</span>,
      width: 150,
    },
  ];
}

function Title({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('staff-agreements');
  const parties = agreement.parties.map(({ name }) => name).join(t('comma'));
  return (
    <>
      <Link to="/staff/agreements/$agreement" params={{ agreement: agreement.id }} className="st-title">
        {inLanguage(agreement.title)}
      </Link>
      <span className="st-sub">{parties || t('list.noParties')}</span>
    </>
  );
}

function Waits({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('staff-agreements');
  const names = waitedFor(agreement);
  if (names.length === 0) {
    return <span className="c3">{t(agreement.state === 'proposed' ? 'list.toFreeze' : 'list.nobody')}</span>;
  }
  const shown = names.slice(0, 2).join(t('comma'));
  return <>{names.length > 2 ? t('list.andMore', { names: shown, count: names.length }) : shown}</>;
}
