import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { recordDay } from '@/lib/land/dates';
import { formatNumber, inLanguage } from '@/lib/text';
import { Area } from '../parcels/figures/Area';
import '../parcels/figures/figures.css';
import type { Carrier } from './model';
import { RentFigure } from './Rent';

/** The five that the pages have words for in each language; a district may name others. */
const leading = {
  金融服务: 'finance',
  文化创意: 'culture',
  信息技术: 'it',
  商贸旅游: 'trade',
  健康服务: 'health',
} as const;

/** Space and rents, with the day the figures are of. */
export function Space({ carrier, whole }: { carrier: Carrier; whole: Carrier | undefined }) {
  const { t } = useTranslation('land');
  const { landM2, floorM2, freeM2, floors, asOf } = carrier.space ?? {};
  const industryName = (name: string) =>
    name in leading ? t(`industry.${leading[name as keyof typeof leading]}`) : name;
  const lines: [string, ReactNode][] = [];
  if (freeM2 !== undefined) lines.push([t('carrier.free'), <Both key="free" m2={freeM2} />]);
  if (floorM2 !== undefined) lines.push([t('carrier.floor'), <Both key="floor" m2={floorM2} />]);
  if (landM2 !== undefined) lines.push([t('carrier.land'), <Both key="land" m2={landM2} mu />]);
  if (floors !== undefined) lines.push([t('carrier.floors'), <b key="floors">{formatNumber(floors)}</b>]);
  for (const rent of carrier.rents ?? []) {
    const name = inLanguage(rent.for);
    lines.push([
      name ? t('carrier.rentFor', { what: name }) : t('carrier.rent'),
      <RentFigure key={name} rent={rent} named={false} />,
    ]);
  }
  if (carrier.industries?.length)
    lines.push([
      t('carrier.industries'),
      <b key="industries">{carrier.industries.map(industryName).join(t('comma'))}</b>,
    ]);
  if (carrier.address) lines.push([t('carrier.address'), <b key="address">{carrier.address}</b>]);
  if (carrier.district) lines.push([t('fact.district'), <b key="district">{carrier.district}</b>]);
  if (whole)
    lines.push([
      t('carrier.partOf'),
      <Link key="whole" to="/carriers/$carrier" params={{ carrier: whole.id }}>
        {inLanguage(whole.name)}
      </Link>,
    ]);
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="space-title">
      <h2 id="space-title">
        {t('carrier.space')}
        {asOf && <small>{t('carrier.asOf', { day: recordDay(asOf) })}</small>}
      </h2>
      <dl className="fxs">
        {lines.map(([name, value]) => (
          <div key={name} className="fx">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Both({ m2, mu = false }: { m2: number; mu?: boolean }) {
  return (
    <>
      <b>
        <Area m2={m2} />
      </b>
      {mu && (
        <span className="beside">
          <Area m2={m2} unit="mu" />
        </span>
      )}
    </>
  );
}
