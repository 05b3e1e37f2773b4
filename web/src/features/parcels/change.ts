import type { TFunction } from 'i18next';
import { areaFigure } from '@/lib/land/area';
import { momentWords } from '@/lib/land/dates';
import { formula } from '@/lib/land/interval';
import { money } from '@/lib/land/price';
import type { Interval, IntervalName, Price, Use } from '@/lib/land/types';
import { inLanguage, type Localised } from '@/lib/text';

type Translate = TFunction<'land'>;

/** What became of one field, as the API tells it; absent before or after means: nothing. */
export interface FieldChange {
  field: string;
  before?: unknown;
  after?: unknown;
}

/** Fields that hold several figures: each of those is a change of its own. */
const nested = ['prices', 'dates'];

/** Changes figure by figure: of all prices only the one that moved. */
export function singly(changes: readonly FieldChange[]): FieldChange[] {
  return changes.flatMap((change) => {
    if (!nested.includes(change.field)) return [change];
    const before = objectOf(change.before);
    const after = objectOf(change.after);
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => ({ field: `${change.field}.${name}`, before: before[name], after: after[name] }));
  });
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const limits: readonly string[] = ['far', 'density', 'green', 'height'];

/** A field's value in words; undefined for nothing. */
export function valueWords(t: Translate, field: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (limits.includes(field)) {
    const interval = value as Interval;
    return formula(field as IntervalName, interval) ?? interval.text;
  }
  if (field === 'intensity' || (field.startsWith('prices.') && field !== 'prices.capThen'))
    return priceWords(t, value as Price);
  if (field.startsWith('dates.')) {
    const { day, time } = momentWords(String(value));
    return time ? `${day} ${time}` : day;
  }
  const tell = tellers[field];
  if (tell) return tell(t, value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

const tellers: Record<string, (t: Translate, value: unknown) => string> = {
  areaM2: (t, value) => `${areaFigure(value as number, 'm2')} ${t('areaUnit.m2')}`,
  name: (_, value) => inLanguage(value as Localised),
  note: (_, value) => inLanguage(value as Localised),
  status: (t, value) => t(`status.${value as 'listed'}`),
  method: (t, value) => t(`method.${value as 'listing'}`),
  visibility: (t, value) => t(value === 'public' ? 'public' : 'notPublic'),
  illustrative: (t) => t('yes'),
  district: (_, value) => (value as { name?: string }).name ?? '',
  buyer: (_, value) => (value as { name?: string }).name ?? '',
  uses: (t, value) => (value as Use[]).map(({ name, code }) => [name, code].filter(Boolean).join(' ')).join(t('comma')),
  'prices.capThen': (t, value) => (value as 'lottery'[]).map((rule) => t(`capRule.${rule}`)).join(t('comma')),
  geometry: (t) => t('history.redrawn'),
  flags: (t, value) => t('history.flags', { count: (value as unknown[]).length }),
};

function priceWords(t: Translate, price: Price): string | undefined {
  const told = money(price.value, price.unit);
  return told ? `${told.figure} ${t(`unit.${told.unit}`)}` : price.text;
}
