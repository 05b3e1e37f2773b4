import { language } from '../language';
import { formatNumber } from '../text';
import type { Price } from './types';

/** Money in the units notices use. English has no 万 and no 亿: it is told in millions. */
const inEnglish: Record<string, { times: number; unit: PriceUnit }> = {
  wan: { times: 0.01, unit: 'million' },
  yi: { times: 100, unit: 'million' },
  'wan/mu': { times: 0.01, unit: 'million/mu' },
  'wan/ha': { times: 0.01, unit: 'million/ha' },
};

export const priceUnits = [
  'yuan',
  'wan',
  'yi',
  'yuan/m2',
  'yuan/floor',
  'yuan/mu',
  'wan/mu',
  'wan/ha',
  'percent',
] as const;
export type NoticeUnit = (typeof priceUnits)[number];
export type PriceUnit = NoticeUnit | 'million' | 'million/mu' | 'million/ha';

export interface Money {
  figure: string;
  unit: PriceUnit;
}

/** An amount as the page's language tells it; undefined when its unit is not known. */
export function money(value: number, unit: string | undefined, wanted: string = language()): Money | undefined {
  if (!isUnit(unit)) return undefined;
  const other = wanted === 'en' ? inEnglish[unit] : undefined;
  const told = other ? Number((value * other.times).toPrecision(12)) : value;
  return { figure: formatNumber(told, { maximumFractionDigits: 4 }), unit: other?.unit ?? unit };
}

/** A whole amount in 万元, of whichever unit without an area; undefined for prices of an area. */
export function inWan(price: Price | undefined): number | undefined {
  const times: Record<string, number> = { yuan: 1e-4, wan: 1, yi: 1e4 };
  const factor = price?.unit ? times[price.unit] : undefined;
  return price && factor ? Number((price.value * factor).toPrecision(12)) : undefined;
}

function isUnit(unit: string | undefined): unit is NoticeUnit {
  return priceUnits.some((one) => one === unit);
}
