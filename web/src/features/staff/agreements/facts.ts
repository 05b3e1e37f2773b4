import type { Schema } from '@/lib/api';
import { textOf, type Words, wordsOf } from '../shared/localised';
import { changes } from '../shared/merge';
import type { Agreement } from './model';

/** What an agreement is about, as the form holds it; amounts in ten thousands, as people say them. */
export interface FactsForm {
  title: Words;
  amount: number | null;
  currency: string;
  foreign: number | null;
  foreignCurrency: string;
  industry: string;
  districtIndustry: string;
  parcels: string[];
  carriers: string[];
  event: string;
  session: string;
  /** Local to the reader, as the browser's field writes it; empty: not said. */
  expiresAt: string;
}

const minorUnits = 1_000_000; // of a ten thousand, in hundredths

export function factsOf(agreement: Agreement): FactsForm {
  const tenThousands = (minor: number | undefined) => (minor ? minor / minorUnits : null);
  return {
    title: wordsOf(agreement.title),
    amount: tenThousands(agreement.amountMinor),
    currency: agreement.currency || 'CNY',
    foreign: tenThousands(agreement.foreignMinor),
    foreignCurrency: agreement.foreignCurrency || 'USD',
    industry: agreement.industry ?? '',
    districtIndustry: agreement.districtIndustry ?? '',
    parcels: agreement.parcels,
    carriers: agreement.carriers,
    event: agreement.event ?? '',
    session: agreement.session ?? '',
    expiresAt: agreement.expiresAt ? localOf(agreement.expiresAt) : '',
  };
}

/** What of it was changed, as the API takes it. */
export function changeOf(base: FactsForm, form: FactsForm): Schema<'AgreementChange'> {
  const changed = new Set(Object.keys(changes(base, form)));
  const any = (...fields: (keyof FactsForm)[]) => fields.some((field) => changed.has(field));
  return {
    ...(any('title') && { title: textOf(form.title) }),
    ...(any('amount', 'currency') && { amountMinor: minorOf(form.amount), currency: form.amount ? form.currency : '' }),
    ...(any('foreign', 'foreignCurrency') && {
      foreignMinor: minorOf(form.foreign),
      foreignCurrency: form.foreign ? form.foreignCurrency : '',
    }),
    ...(any('industry') && { industry: form.industry.trim().toUpperCase() }),
    ...(any('districtIndustry') && { districtIndustry: form.districtIndustry.trim() }),
    ...(any('parcels') && { parcels: form.parcels }),
    ...(any('carriers') && { carriers: form.carriers }),
    ...(any('event') && { event: form.event }),
    ...(any('session') && { session: form.session }),
    ...(any('expiresAt') && form.expiresAt && { expiresAt: new Date(form.expiresAt).toISOString() }),
  };
}

export function minorOf(amount: number | null): number {
  return Math.round((amount ?? 0) * minorUnits);
}

/** A moment as a field for date and time shows it, in the reader's own zone. */
function localOf(moment: string): string {
  const at = new Date(moment);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
