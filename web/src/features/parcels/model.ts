import type { CapRule, Dates, Interval, Price, Use } from '@/lib/land/types';

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

export type { CapRule };
