import { type AreaUnit, toM2 } from '@/lib/land/area';

/** What a reader asks for, as it stands in the address; figures as they were typed. */
export interface Filter {
  q?: string;
  /** Any of these, with commas between. */
  use?: string;
  status?: string;
  district?: string;
  /** The unit in which areas were typed. */
  unit?: string;
  areaMin?: string;
  areaMax?: string;
  /** 万元 at most. */
  price?: string;
  farMin?: string;
  farMax?: string;
  event?: string;
  keep?: string;
  sort?: string;
  /** Only what lies on the shown part of the map. */
  here?: string;
  /** Where the map is seen from: longitude, latitude, zoom. */
  at?: string;
}

/** What narrows the list; the others say how it is looked at. */
const narrowing = ['use', 'status', 'district', 'areaMin', 'areaMax', 'price', 'farMin', 'farMax'] as const;

export const emptyFilter: Filter = Object.fromEntries([...narrowing, 'q', 'here'].map((name) => [name, undefined]));

export function unitOf({ unit }: Filter): AreaUnit {
  return unit === 'm2' ? 'm2' : 'mu';
}

/** What is chosen of a facet; undefined for all. */
export function chosen(list: string | undefined): string[] | undefined {
  const values = list?.split(',').filter(Boolean);
  return values?.length ? values : undefined;
}

/** A facet with one choice more, or less. */
export function flipped(list: string | undefined, value: string): string | undefined {
  const now = chosen(list) ?? [];
  const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
  return next.join(',') || undefined;
}

/** How many conditions are set. */
export function conditions(filter: Filter): number {
  return narrowing.filter((name) => filter[name]).length;
}

/** A figure as somebody typed it; undefined when it is none. */
export function figure(text: string | undefined): number | undefined {
  if (!text?.trim()) return undefined;
  const value = Number(text.replace(/[,，\s]/g, ''));
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** The filter as the API takes it. */
export function queryOf(filter: Filter, bbox?: string) {
  const unit = unitOf(filter);
  const area = (text: string | undefined) => {
    const value = figure(text);
    return value === undefined ? undefined : toM2(value, unit);
  };
  const query = {
    q: filter.q,
    use: chosen(filter.use),
    status: chosen(filter.status),
    district: chosen(filter.district),
    event: filter.event,
    keep: filter.keep,
    sort: filter.sort,
    areaMin: area(filter.areaMin),
    areaMax: area(filter.areaMax),
    priceMax: figure(filter.price),
    farMin: figure(filter.farMin),
    farMax: figure(filter.farMax),
    bbox: filter.here ? bbox : undefined,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as typeof query;
}

export interface View {
  lng: number;
  lat: number;
  zoom: number;
}

/** A view in the address; undefined when it is none on earth. */
export function viewOf(at: string | undefined): View | undefined {
  const parts = at?.split(',').map(Number) ?? [];
  const [lng, lat, zoom] = parts;
  if (parts.length !== 3 || lng === undefined || lat === undefined || zoom === undefined) return undefined;
  const there = Math.abs(lng) <= 180 && Math.abs(lat) <= 85 && zoom >= 0 && zoom <= 24;
  return there ? { lng, lat, zoom } : undefined;
}

/** To a metre and a hundredth of a zoom: short enough to be sent on. */
export function viewText({ lng, lat, zoom }: View): string {
  return `${lng.toFixed(5)},${lat.toFixed(5)},${zoom.toFixed(2)}`;
}
