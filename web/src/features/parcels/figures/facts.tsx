import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dates, Interval, Price } from '@/lib/land/types';
import type { ParcelFigures } from '../model';
import './figures.css';
import { AreaValue, DistrictValue, MethodValue, NumberValue, UsesValue } from './land';
import { DensityValue, FarValue, GreenValue, HeightValue } from './limits';
import { CapValue, DepositValue, IntensityValue, SoldValue, StartValue, StepValue } from './prices';
import { NoticeDate, NoticeSpan } from './When';

export interface FactProps {
  parcel: ParcelFigures;
}

export type FactGroup = 'land' | 'planning' | 'price' | 'dates';

/** One line of a notice: when there is something to show, and how. */
interface Fact {
  name: FactName;
  group: FactGroup;
  has: (parcel: ParcelFigures) => boolean;
  show: (parcel: ParcelFigures) => ReactNode;
}

const interval = (read: (parcel: ParcelFigures) => Interval | undefined) => (parcel: ParcelFigures) => {
  const it = read(parcel);
  return Boolean(it && (it.text || it.min !== undefined || it.max !== undefined));
};
const price = (read: (parcel: ParcelFigures) => Price | undefined) => (parcel: ParcelFigures) => {
  const it = read(parcel);
  return Boolean(it && (it.unit || it.text));
};
const span = (from: keyof Dates, until: keyof Dates) => ({
  has: ({ dates }: ParcelFigures) => Boolean(dates[from] || dates[until]),
  show: ({ dates }: ParcelFigures) => <NoticeSpan from={dates[from]} until={dates[until]} />,
});
const date = (name: keyof Dates) => ({
  has: ({ dates }: ParcelFigures) => Boolean(dates[name]),
  show: ({ dates }: ParcelFigures) => (dates[name] ? <NoticeDate moment={dates[name]} /> : null),
});
const words = (read: (parcel: ParcelFigures) => ReactNode) => ({
  has: (parcel: ParcelFigures) => Boolean(read(parcel)),
  show: (parcel: ParcelFigures) => <b>{read(parcel)}</b>,
});

const lines = {
  number: { group: 'land', has: (p) => Boolean(p.number || p.numberText), show: (p) => <NumberValue parcel={p} /> },
  location: { group: 'land', ...words((p) => p.location) },
  district: { group: 'land', has: (p) => Boolean(p.district?.name), show: (p) => <DistrictValue parcel={p} /> },
  uses: { group: 'land', has: (p) => p.uses.length > 0 || Boolean(p.usesText), show: (p) => <UsesValue parcel={p} /> },
  method: { group: 'land', has: (p) => Boolean(p.method), show: (p) => <MethodValue parcel={p} /> },
  buyer: { group: 'land', ...words((p) => p.buyer?.name) },
  area: {
    group: 'planning',
    has: (p) => Boolean(p.areaM2 || p.areaText || p.computedAreaM2),
    show: (p) => <AreaValue parcel={p} />,
  },
  far: { group: 'planning', has: interval((p) => p.far), show: (p) => <FarValue parcel={p} /> },
  density: { group: 'planning', has: interval((p) => p.density), show: (p) => <DensityValue parcel={p} /> },
  green: { group: 'planning', has: interval((p) => p.green), show: (p) => <GreenValue parcel={p} /> },
  height: { group: 'planning', has: interval((p) => p.height), show: (p) => <HeightValue parcel={p} /> },
  start: { group: 'price', has: price((p) => p.prices.start), show: (p) => <StartValue parcel={p} /> },
  step: { group: 'price', has: price((p) => p.prices.step), show: (p) => <StepValue parcel={p} /> },
  deposit: { group: 'price', has: price((p) => p.prices.deposit), show: (p) => <DepositValue parcel={p} /> },
  cap: { group: 'price', has: price((p) => p.prices.cap), show: (p) => <CapValue parcel={p} /> },
  sold: { group: 'price', has: price((p) => p.prices.sold), show: (p) => <SoldValue parcel={p} /> },
  intensity: { group: 'price', has: price((p) => p.intensity), show: (p) => <IntensityValue parcel={p} /> },
  announced: { group: 'dates', ...date('announced') },
  apply: { group: 'dates', ...span('applyFrom', 'applyUntil') },
  deposited: { group: 'dates', ...date('depositUntil') },
  listed: { group: 'dates', ...span('listedFrom', 'listedUntil') },
  soldOn: { group: 'dates', ...date('soldOn') },
} satisfies Record<string, Omit<Fact, 'name'>>;

export type FactName = keyof typeof lines;

/** Every line of a notice, in the order of the sheet. */
export const facts: readonly Fact[] = Object.entries(lines).map(([name, line]) => ({
  name: name as FactName,
  ...(line as Omit<Fact, 'name'>),
}));

interface FactListProps extends FactProps {
  /** The lines to show, in their order; those without a value are left out. */
  names: readonly FactName[];
}

/** Lines of a notice below each other: name, figure, what follows from it. */
export function FactList({ parcel, names }: FactListProps) {
  const { t } = useTranslation('land');
  const shown = names
    .map((name) => ({ name, ...(lines[name] as Omit<Fact, 'name'>) }))
    .filter(({ has }) => has(parcel));
  if (shown.length === 0) return null;
  return (
    <dl className="fxs">
      {shown.map(({ name, show }) => (
        <div key={name} className="fx">
          <dt>{t(`fact.${name}`)}</dt>
          <dd>{show(parcel)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The lines of a part of the sheet that have something to show. */
export function factNames(group: FactGroup, parcel: ParcelFigures): FactName[] {
  return facts.filter((fact) => fact.group === group && fact.has(parcel)).map(({ name }) => name);
}
