import type { Schema } from '@/lib/api';
import type { Dates, Interval, IntervalName, Price, Use } from '@/lib/land/types';
import { dateNames } from '@/lib/land/types';
import { figure } from '../../parcels/filter';
import type { Parcel } from '../../parcels/model';
import { textOf, type Words, wordsOf } from '../shared/localised';
import { same } from '../shared/merge';

/** A limit as it is typed. */
export interface LimitForm {
  min: string;
  max: string;
  minOpen: boolean;
  maxOpen: boolean;
  text: string;
}

export interface PriceForm {
  value: string;
  unit: string;
  text: string;
}

export interface UseForm {
  scheme: string;
  code: string;
  name: string;
  tenure: string;
  group: string;
}

export const priceNames = ['start', 'step', 'deposit', 'cap', 'sold'] as const;
export type PriceName = (typeof priceNames)[number];
export const limitNames: readonly IntervalName[] = ['far', 'density', 'green', 'height'];

/** A parcel as an official edits it; figures stay as they are typed until they are saved. */
export interface ParcelForm {
  name: Words;
  note: Words;
  number: string;
  numberText: string;
  location: string;
  district: { name: string; asOf: string };
  uses: UseForm[];
  areaM2: string;
  far: LimitForm;
  density: LimitForm;
  green: LimitForm;
  height: LimitForm;
  method: string;
  status: string;
  prices: Record<PriceName, PriceForm> & { capThen: string[] };
  intensity: PriceForm;
  dates: Record<(typeof dateNames)[number], string>;
  buyer: { name: string; person: boolean };
  illustrative: boolean;
  visibility: 'public' | 'staff';
  geometry: NonNullable<Parcel['geometry']> | null;
}

export const noUse: UseForm = { scheme: 'territorial', code: '', name: '', tenure: '', group: 'other' };

const typed = (value: number | undefined) => (value === undefined ? '' : String(value));

const limitForm = (interval: Interval | undefined): LimitForm => ({
  min: typed(interval?.min),
  max: typed(interval?.max),
  minOpen: interval?.minOpen ?? false,
  maxOpen: interval?.maxOpen ?? false,
  text: interval?.text ?? '',
});

const priceForm = (price: Price | undefined, unit = 'wan'): PriceForm => ({
  value: price?.unit ? typed(price.value) : '',
  unit: price?.unit ?? unit,
  text: price?.text ?? '',
});

export function formOf(parcel: Parcel): ParcelForm {
  const { prices, dates } = parcel;
  return {
    name: wordsOf(parcel.name),
    note: wordsOf(parcel.note),
    number: parcel.number ?? '',
    numberText: parcel.numberText ?? '',
    location: parcel.location ?? '',
    district: { name: parcel.district?.name ?? '', asOf: parcel.district?.asOf ?? '' },
    uses: parcel.uses.map(({ scheme = '', code = '', name = '', tenureYears, group = 'other' }) => ({
      scheme,
      code,
      name,
      tenure: typed(tenureYears),
      group,
    })),
    areaM2: typed(parcel.areaM2),
    far: limitForm(parcel.far),
    density: limitForm(parcel.density),
    green: limitForm(parcel.green),
    height: limitForm(parcel.height),
    method: parcel.method ?? '',
    status: parcel.status ?? '',
    prices: {
      start: priceForm(prices.start),
      step: priceForm(prices.step),
      deposit: priceForm(prices.deposit),
      cap: priceForm(prices.cap),
      sold: priceForm(prices.sold),
      capThen: [...(prices.capThen ?? [])],
    },
    intensity: priceForm(parcel.intensity, 'wan/mu'),
    dates: Object.fromEntries(dateNames.map((name) => [name, dates[name] ?? ''])) as ParcelForm['dates'],
    buyer: { name: parcel.buyer?.name ?? '', person: parcel.buyer?.person ?? false },
    illustrative: parcel.illustrative ?? false,
    visibility: parcel.visibility,
    geometry: parcel.geometry ?? null,
  };
}

/** A limit as the API takes it. What is typed is what holds, so the words of the notice stay only while it is unchanged. */
function intervalOf(limit: LimitForm, base: LimitForm): Interval | null {
  const { min, max } = { min: figure(limit.min), max: figure(limit.max) };
  const ends = { ...limit, text: '' };
  const text = same(ends, { ...base, text: '' }) ? limit.text : '';
  if (min === undefined && max === undefined && !text) return null;
  return {
    ...(min !== undefined && { min, minOpen: limit.minOpen }),
    ...(max !== undefined && { max, maxOpen: limit.maxOpen }),
    ...(text && { text }),
  };
}

function priceOf(price: PriceForm, base: PriceForm): Price | undefined {
  const value = figure(price.value);
  const unchanged = price.value === base.value && price.unit === base.unit;
  if (value === undefined) return unchanged && price.text ? { value: 0, text: price.text } : undefined;
  return { value, unit: price.unit, ...(unchanged && price.text && { text: price.text }) };
}

const versions: Record<string, string> = { territorial: '2023', 'GB/T 21010': '2017', 'GB 50137': '2011' };

function useOf({ scheme, code, name, tenure, group }: UseForm): Use {
  const tenureYears = figure(tenure);
  return {
    ...(scheme && { scheme, version: versions[scheme] }),
    ...(code.trim() && { code: code.trim() }),
    ...(name.trim() && { name: name.trim() }),
    ...(tenureYears !== undefined && { tenureYears }),
    group,
  };
}

/** Only what was changed; null empties a field. */
export function changeOf(base: ParcelForm, form: ParcelForm): Schema<'ParcelChange'> {
  const all: Record<keyof ParcelForm, () => unknown> = {
    name: () => textOf(form.name),
    note: () => textOf(form.note),
    number: () => form.number.trim(),
    numberText: () => form.numberText.trim(),
    location: () => form.location.trim() || null,
    district: () =>
      form.district.name
        ? { name: form.district.name.trim(), ...(form.district.asOf && { asOf: form.district.asOf }) }
        : null,
    uses: () => form.uses.filter(({ code, name }) => code.trim() || name.trim()).map(useOf),
    areaM2: () => figure(form.areaM2) ?? null,
    far: () => intervalOf(form.far, base.far),
    density: () => intervalOf(form.density, base.density),
    green: () => intervalOf(form.green, base.green),
    height: () => intervalOf(form.height, base.height),
    method: () => form.method || null,
    status: () => form.status || null,
    prices: () => ({
      ...Object.fromEntries(priceNames.map((name) => [name, priceOf(form.prices[name], base.prices[name])])),
      ...(form.prices.capThen.length > 0 && { capThen: form.prices.capThen }),
    }),
    intensity: () => priceOf(form.intensity, base.intensity) ?? null,
    dates: () => Object.fromEntries(Object.entries(form.dates).filter(([, moment]) => moment)) as Dates,
    buyer: () => (form.buyer.name || form.buyer.person ? form.buyer : null),
    illustrative: () => form.illustrative,
    visibility: () => form.visibility,
    geometry: () => form.geometry,
  };
  const changed = (Object.keys(all) as (keyof ParcelForm)[]).filter((name) => !same(base[name], form[name]));
  return Object.fromEntries(changed.map((name) => [name, all[name]()])) as Schema<'ParcelChange'>;
}

/** Fields in which something was typed that is no figure. */
export function notFigures(form: ParcelForm): string[] {
  const wrong = (text: string) => text.trim() !== '' && figure(text) === undefined;
  return [
    ...(wrong(form.areaM2) ? ['areaM2'] : []),
    ...limitNames.filter((name) => wrong(form[name].min) || wrong(form[name].max)),
    ...priceNames.filter((name) => wrong(form.prices[name].value)).map((name) => `prices.${name}`),
    ...(wrong(form.intensity.value) ? ['intensity'] : []),
    ...form.uses.flatMap(({ tenure }, index) => (wrong(tenure) ? [`uses[${index}].tenureYears`] : [])),
  ];
}
