import type { Schema } from '@/lib/api';
import type { Carrier, CarrierKind } from '../../carriers/model';
import { figure } from '../../parcels/filter';
import { textOf, type Words, wordsOf } from '../shared/localised';
import { same } from '../shared/merge';

export interface RentForm {
  for: string;
  from: string;
  to: string;
  unit: string;
}

export interface ContactForm {
  name: string;
  department: string;
  phone: string;
  mail: string;
}

export interface CarrierForm {
  kind: CarrierKind;
  name: Words;
  note: Words;
  address: string;
  district: string;
  partOf: string;
  industries: string;
  space: { landM2: string; floorM2: string; freeM2: string; floors: string; asOf: string };
  rents: RentForm[];
  /** One a line; what follows a comma is the note. */
  residents: string;
  contacts: ContactForm[];
  illustrative: boolean;
  visibility: 'public' | 'staff';
}

export const rentUnits = ['yuan/m2/day', 'yuan/m2/month', 'yuan/seat/month'] as const;
const typed = (value: number | undefined) => (value === undefined ? '' : String(value));

export function formOf(carrier: Carrier): CarrierForm {
  const { space = {} } = carrier;
  return {
    kind: carrier.kind,
    name: wordsOf(carrier.name),
    note: wordsOf(carrier.note),
    address: carrier.address ?? '',
    district: carrier.district ?? '',
    partOf: carrier.partOf ?? '',
    industries: (carrier.industries ?? []).join('、'),
    space: {
      landM2: typed(space.landM2),
      floorM2: typed(space.floorM2),
      freeM2: typed(space.freeM2),
      floors: typed(space.floors),
      asOf: space.asOf ?? '',
    },
    rents: (carrier.rents ?? []).map((rent) => ({
      for: rent.for?.['zh-CN'] ?? '',
      from: typed(rent.from),
      to: typed(rent.to),
      unit: rent.unit,
    })),
    residents: (carrier.residents ?? []).map(({ name, note }) => (note ? `${name}，${note}` : name)).join('\n'),
    contacts: (carrier.contacts ?? []).map(({ name = '', department = '', phone = '', mail = '' }) => ({
      name,
      department,
      phone,
      mail,
    })),
    illustrative: carrier.illustrative ?? false,
    visibility: carrier.visibility,
  };
}

function spaceOf({ landM2, floorM2, freeM2, floors, asOf }: CarrierForm['space']) {
  const figures = { landM2: figure(landM2), floorM2: figure(floorM2), freeM2: figure(freeM2), floors: figure(floors) };
  const set = Object.entries(figures).filter(([, value]) => value !== undefined);
  return set.length > 0 ? { ...Object.fromEntries(set), ...(asOf && { asOf }) } : null;
}

/** The names of a list in one line: 金融服务、信息技术. */
function listed(text: string): string[] {
  return text
    .split(/[、,，;；\n]/)
    .map((one) => one.trim())
    .filter(Boolean);
}

function residentsOf(text: string) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [name = '', ...rest] = line.split(/[，,]/);
      const note = rest.join('，').trim();
      return { name: name.trim(), ...(note && { note }) };
    });
}

/** Only what was changed; null empties a field. Words of rents in other languages stay with the same Chinese. */
export function changeOf(base: CarrierForm, form: CarrierForm, carrier: Carrier): Schema<'CarrierChange'> {
  const all: Record<keyof CarrierForm, () => unknown> = {
    kind: () => form.kind,
    name: () => textOf(form.name),
    note: () => textOf(form.note),
    address: () => form.address.trim() || null,
    district: () => form.district.trim() || null,
    partOf: () => form.partOf || null,
    industries: () => listed(form.industries),
    space: () => spaceOf(form.space),
    rents: () =>
      form.rents.map((rent) => {
        const [from, to] = [figure(rent.from), figure(rent.to)];
        const known = carrier.rents?.find((one) => one.for?.['zh-CN'] === rent.for)?.for;
        return {
          ...(rent.for && { for: known ?? { 'zh-CN': rent.for.trim() } }),
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
          unit: rent.unit,
        };
      }),
    residents: () => residentsOf(form.residents),
    contacts: () =>
      form.contacts
        .map((contact) => Object.fromEntries(Object.entries(contact).filter(([, text]) => text.trim())))
        .filter((contact) => Object.keys(contact).length > 0),
    illustrative: () => form.illustrative,
    visibility: () => form.visibility,
  };
  const changed = (Object.keys(all) as (keyof CarrierForm)[]).filter((name) => !same(base[name], form[name]));
  return Object.fromEntries(changed.map((name) => [name, all[name]()])) as Schema<'CarrierChange'>;
}
