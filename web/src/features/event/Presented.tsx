import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { useParcels } from '../parcels/api';
import { Area } from '../parcels/figures/Area';
import { None } from '../parcels/figures/Figures';
import '../parcels/figures/figures.css';
import { Limit } from '../parcels/figures/Interval';
import { Money, PriceFigure } from '../parcels/figures/Money';
import { StatusTag } from '../parcels/figures/StatusTag';
import { Uses } from '../parcels/figures/Uses';
import { Keep } from '../parcels/Keep';
import type { Parcel } from '../parcels/model';
import type { Event } from './api';
import './presented.css';

/** The parcels that the event presents, in its order; on a phone each row becomes a card. */
export function Presented({ event }: { event: Event }) {
  const { t } = useTranslation(['event', 'land']);
  const { data, error, refetch } = useParcels({ event: event.id, limit: 50 });
  const found = new Map(data?.pages.flatMap((page) => page.items).map((parcel) => [parcel.id, parcel]));
  const rows = event.parcels.flatMap(({ id, number }) => {
    const parcel = id ? found.get(id) : undefined;
    return parcel ? [{ number, parcel }] : [];
  });
  const example = event.parcels.every(({ illustrative }) => illustrative);
  return (
    <section className="sec" id="parcels" aria-labelledby="parcels-title">
      <header>
        <h2 id="parcels-title">{t('parcels.heading', { count: event.parcels.length })}</h2>
        <p>
          {t('parcels.note')}
          {example && <Example />}
        </p>
        <Link className="btn s soft" to="/parcels" search={{ event: event.slug } as never}>
          {t('parcels.onMap')}
        </Link>
      </header>
      {error && !data && (
        <ErrorState title={t('land:list.failed')} error={error} onRetry={() => void refetch()} level={3} />
      )}
      {!data && !error && <Skeleton lines={5} />}
      {data && <Table rows={rows} example={example} label={t('parcels.heading', { count: rows.length })} />}
    </section>
  );
}

interface TableProps {
  rows: readonly { number: string; parcel: Parcel }[];
  example: boolean;
  label: string;
}

function Table({ rows, example, label }: TableProps) {
  const { t } = useTranslation('land');
  return (
    <table className="pt">
      <caption className="sr">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('short.number')}</th>
          <th scope="col">{t('short.name')}</th>
          <th scope="col" className="fig">
            {t('short.area')}
          </th>
          <th scope="col">{t('short.far')}</th>
          <th scope="col">{t('short.height')}</th>
          <th scope="col" className="fig">
            {t('fact.start')}
          </th>
          <th scope="col" className="fig">
            {t('perFloor')}
          </th>
          <th scope="col">
            <span className="sr">{t('keep.action')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ number, parcel }) => (
          <Row key={parcel.id} number={number} parcel={parcel} example={example} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ number, parcel, example }: { number: string; parcel: Parcel; example: boolean }) {
  const { areaM2, far, height, prices, derived } = parcel;
  const name = inLanguage(parcel.name);
  const perFloor = derived.startPerFloorM2;
  return (
    <tr>
      <td className="no">{number}</td>
      <th scope="row" className="nm">
        <Link to="/parcels/$parcel" params={{ parcel: parcel.id }}>
          {name}
        </Link>
        {parcel.illustrative && !example && <Example />}
        <Uses uses={parcel.uses} text={parcel.usesText} tenure={false} />
        <StatusTag status={parcel.status} />
      </th>
      <td className="fig ar">
        {areaM2 ? (
          <>
            <Area m2={areaM2} />
            <small>
              <Area m2={areaM2} unit="mu" />
            </small>
          </>
        ) : (
          <None />
        )}
      </td>
      <td className="fr">{far ? <Limit name="far" interval={far} /> : <None />}</td>
      <td className="ht">{height ? <Limit name="height" interval={height} /> : <None />}</td>
      <td className="fig pr">{prices.start ? <PriceFigure price={prices.start} /> : <None />}</td>
      <td className="fig pf">{perFloor === undefined ? <None /> : <Money value={perFloor} unit="yuan/floor" />}</td>
      <td className="kp">
        <Keep parcel={parcel.id} name={name} bare variant="quiet" size="s" />
      </td>
    </tr>
  );
}
