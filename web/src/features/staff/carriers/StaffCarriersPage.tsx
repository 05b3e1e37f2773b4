import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Example, Tag } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { type Carrier, carrierKinds } from '../../carriers/model';
import { RentFigure } from '../../carriers/Rent';
import { Area } from '../../parcels/figures/Area';
import { None } from '../../parcels/figures/Figures';
import { Choices, FilterBar, SearchBox } from '../shared/Filters';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { useUrlState } from '../shared/useUrlState';
import { useStaffCarriers } from './api';

export function StaffCarriersPage() {
  return (
    <Allowed to="create-carrier">
      <CarrierTable />
    </Allowed>
  );
}

function CarrierTable() {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const [url, setUrl] = useUrlState();
  const kind = carrierKinds.find((one) => one === url.kind);
  const list = useStaffCarriers({ q: url.q, kind: kind && [kind] });
  const add = (
    <Link to="/staff/carriers/new" className={buttonClass({ variant: 'primary' })}>
      {t('carrier.new')}
    </Link>
  );
  return (
    <>
      <PageHead title={land('carriers')} note={t('carrier.note')} actions={add} />
      <FilterBar label={land('filter.title')}>
        <Choices
          label={land('carrier.kinds')}
          all={land('all')}
          options={carrierKinds.map((value) => ({ value, label: land(`carrierKind.${value}`) }))}
          value={kind}
          onChange={(next) => setUrl({ kind: next })}
        />
        <SearchBox label={land('carrier.search')} value={url.q} onChange={(q) => setUrl({ q })} />
      </FilterBar>
      <RecordList
        label={land('carriers')}
        list={list}
        columns={useColumns()}
        failed={land('carrier.failed')}
        empty={
          url.q || kind ? (
            <Empty title={land('carrier.none')}>{land('list.noneText')}</Empty>
          ) : (
            <Empty title={t('carrier.empty')} action={add}>
              {t('carrier.emptyText')}
            </Empty>
          )
        }
      />
    </>
  );
}

function useColumns(): RecordColumn<Carrier>[] {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  return [
    { key: 'name', title: land('field.name'), cell: (carrier) => <Title carrier={carrier} />, phone: 'title' },
    { key: 'kind', title: land('carrier.kinds'), cell: ({ kind }) => land(`carrierKind.${kind}`), width: 104 },
    {
      key: 'free',
      title: land('carrier.free'),
      cell: ({ space }) => (space?.freeM2 === undefined ? <None /> : <Area m2={space.freeM2} />),
      figure: true,
      width: 132,
    },
    {
      key: 'rent',
      title: land('carrier.rent'),
      cell: ({ rents }) => (rents?.[0] ? <RentFigure rent={rents[0]} /> : <None />),
      width: 220,
    },
    {
      key: 'state',
      title: t('list.state'),
      cell: ({ visibility }) => (
        <Tag tone={visibility === 'public' ? 'ok' : 'plain'}>
          {land(visibility === 'public' ? 'public' : 'staffOnly')}
        </Tag>
      ),
      width: 112,
    },
  ];
}

function Title({ carrier }: { carrier: Carrier }) {
  return (
    <>
      <Link to="/staff/carriers/$carrier" params={{ carrier: carrier.id }} className="st-title">
        {inLanguage(carrier.name)}
      </Link>
      {carrier.illustrative && <Example />}
      <span className="st-sub">{formatMoment(carrier.updatedAt)}</span>
    </>
  );
}
