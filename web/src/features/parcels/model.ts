import type { MultiPolygon, Polygon } from 'geojson';
import type { Schema } from '@/lib/api';
import type { Dates, Interval, Price, Use } from '@/lib/land/types';
import type { Localised } from '@/lib/text';

export interface Derived {
  areaMu?: number;
  areaHa?: number;
  floorAreaM2Min?: number;
  floorAreaM2Max?: number;
  startTotalWan?: number;
  startPerM2?: number;
  startPerFloorM2?: number;
  startPerMu?: number;
  stepWan?: number;
  depositWan?: number;
  capTotalWan?: number;
  capPerFloorM2?: number;
  soldTotalWan?: number;
  soldPerFloorM2?: number;
  premiumPercent?: number;
  intensityWanPerMu?: number;
}

/** What the figures of a parcel are shown from. */
export interface ParcelFigures {
  number?: string;
  numberText?: string;
  location?: string;
  district?: { name?: string; asOf?: string; now?: string };
  uses: readonly Use[];
  usesText?: string;
  areaM2?: number;
  areaText?: string;
  computedAreaM2?: number;
  far?: Interval;
  density?: Interval;
  green?: Interval;
  height?: Interval;
  method?: string;
  prices: { start?: Price; step?: Price; deposit?: Price; sold?: Price; cap?: Price; capThen?: readonly string[] };
  derived: Derived;
  intensity?: Price;
  dates: Dates;
  status?: string;
  buyer?: { name: string; person?: boolean };
}

/** A parcel as the API sends it: what is empty is left out. */
export type SentParcel = Schema<'Parcel'>;

export type ParcelDocument = Schema<'ParcelDocument'>;

/** A parcel as the pages show it. */
export interface Parcel extends ParcelFigures {
  id: string;
  organisation: { id: string; name: Localised };
  name: Localised;
  note?: Localised;
  colour: string;
  illustrative?: boolean;
  visibility: 'public' | 'staff';
  flags: readonly { field: string; code: string; text?: string }[];
  geometry?: Polygon | MultiPolygon;
  centre?: [number, number];
  bbox?: [number, number, number, number];
  massing?: Schema<'ParcelMassing'>;
  massingInputs?: string;
  version: number;
  updatedAt: string;
  documents: readonly ParcelDocument[];
  can: readonly string[];
}

export function parcelOf(sent: SentParcel): Parcel {
  return {
    ...sent,
    name: sent.name ?? {},
    uses: sent.uses ?? [],
    prices: sent.prices ?? {},
    dates: sent.dates ?? {},
    flags: sent.flags ?? [],
    documents: sent.documents ?? [],
    visibility: sent.visibility ?? 'staff',
  } as Parcel;
}
