import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Example, Tag } from '@/components/Tag';
import { statuses } from '@/lib/land/types';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { Area } from '../../parcels/figures/Area';
import { None } from '../../parcels/figures/Figures';
import '../../parcels/figures/figures.css';
import { Limit } from '../../parcels/figures/Interval';
import { PriceFigure } from '../../parcels/figures/Money';
import { StatusTag } from '../../parcels/figures/StatusTag';
import { Uses } from '../../parcels/figures/Uses';
import type { Parcel } from '../../parcels/model';
import { Choices, FilterBar, SearchBox } from '../shared/Filters';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { SelectInput } from '../shared/SelectInput';
import { useUrlState } from '../shared/useUrlState';
import { useStaffParcels } from './api';
import { BulkBar } from './BulkBar';
import './parcels.css';

const sorts = ['-updated', 'number', 'until', '-area', '-price', '-far'] as const;

export function StaffParcelsPage() {
  return (
    <Allowed to="create-parcel">
      <ParcelTable />
    </Allowed>
  );
}

function ParcelTable() {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const [url, setUrl] = useUrlState();
  const status = statuses.find((one) => one === url.status);
  const query = { q: url.q, status: status && [status], sort: url.sort ?? '-updated' };
  const list = useStaffParcels(query);
  const [picked, pick] = useState<ReadonlySet<string>>(new Set());
  const flip = (id: string) =>
    pick(new Set(picked.has(id) ? [...picked].filter((one) => one !== id) : [...picked, id]));
  const editable = (list.items ?? []).filter(({ can }) => can.includes('update-parcel'));
  const chosen = editable.filter(({ id }) => picked.has(id));
  return (
    <>
      <PageHead
        title={land('parcels')}
        note={t('list.note')}
        actions={
          <>
            <Link to="/staff/parcels/new" className={buttonClass({ variant: 'primary' })}>
              {t('list.new')}
            </Link>
          </>
        }
      />
      <FilterBar label={land('filter.title')}>
        <Choices
          label={land('filter.status')}
          all={land('all')}
          options={statuses.map((value) => ({ value, label: land(`status.${value}`) }))}
          value={status}
          onChange={(next) => setUrl({ status: next })}
        />
        <span className="row">
          <SelectInput
            aria-label={land('list.sort')}
            className="sp-sort"
            value={url.sort ?? '-updated'}
            onChange={(sort) => setUrl({ sort: sort === '-updated' ? undefined : sort })}
            options={sorts.map((value) => ({
              value,
              label: land(value === '-updated' ? 'sort.latest' : `sort.${value}`),
            }))}
          />
          <SearchBox label={land('filter.search')} value={url.q} onChange={(q) => setUrl({ q })} />
        </span>
      </FilterBar>
      <BulkBar
        chosen={chosen}
        of={editable.length}
        onAll={() => pick(new Set(editable.map(({ id }) => id)))}
        onNone={() => pick(new Set())}
      />
      <RecordList
        label={land('parcels')}
        list={list}
        columns={useColumns(picked, flip)}
        failed={land('list.failed')}
        empty={
          url.q || status ? (
            <Empty title={land('list.none')}>{land('list.noneText')}</Empty>
          ) : (
            <Empty
              title={t('list.empty')}
              action={
                <Link to="/staff/parcels/new" className={buttonClass({ variant: 'primary' })}>
                  {t('list.new')}
                </Link>
              }
            >
              {t('list.emptyText')}
            </Empty>
          )
        }
      />
    </>
  );
}

function useColumns(picked: ReadonlySet<string>, flip: (id: string) => void): RecordColumn<Parcel>[] {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  return [
    {
      key: 'title',
      title: land('field.name'),
      cell: (parcel) => <Title parcel={parcel} picked={picked.has(parcel.id)} onPick={() => flip(parcel.id)} />,
      phone: 'title',
    },
    { key: 'uses', title: land('fact.uses'), cell: ({ uses, usesText }) => <Uses uses={uses} text={usesText} /> },
    { key: 'area', title: land('fact.area'), cell: (parcel) => <AreaCell parcel={parcel} />, figure: true, width: 116 },
    {
      key: 'far',
      title: land('fact.far'),
      cell: ({ far }) => (far ? <Limit name="far" interval={far} /> : <None />),
      width: 132,
    },
    {
      key: 'price',
      title: land('fact.start'),
      cell: ({ prices }) => (prices.start ? <PriceFigure price={prices.start} /> : <None />),
      figure: true,
      width: 148,
    },
    { key: 'state', title: t('list.state'), cell: (parcel) => <State parcel={parcel} />, width: 168 },
  ];
}

function Title({ parcel, picked, onPick }: { parcel: Parcel; picked: boolean; onPick: () => void }) {
  const { t } = useTranslation('staff-land');
  const name = inLanguage(parcel.name);
  return (
    <span className="sp-title">
      {parcel.can.includes('update-parcel') && (
        <input type="checkbox" checked={picked} onChange={onPick} aria-label={t('bulk.pick', { name })} />
      )}
      <span>
        <Link to="/staff/parcels/$parcel" params={{ parcel: parcel.id }} className="st-title">
          {name}
        </Link>
        {parcel.illustrative && <Example />}
        <span className="st-sub">{parcel.number || parcel.numberText}</span>
      </span>
    </span>
  );
}

function AreaCell({ parcel: { areaM2, areaText } }: { parcel: Parcel }) {
  if (!areaM2) return areaText ? <span>{areaText}</span> : <None />;
  return (
    <>
      <Area m2={areaM2} />
      <span className="st-sub">
        <Area m2={areaM2} unit="mu" />
      </span>
    </>
  );
}

function State({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const flags = parcel.flags.length;
  return (
    <span className="sp-state">
      <StatusTag status={parcel.status} />
      <Tag tone={parcel.visibility === 'public' ? 'ok' : 'plain'}>
        {land(parcel.visibility === 'public' ? 'public' : 'staffOnly')}
      </Tag>
      {flags > 0 && <Tag tone="warn">{t('list.flags', { count: flags })}</Tag>}
      <span className="st-sub">{formatMoment(parcel.updatedAt)}</span>
    </span>
  );
}
