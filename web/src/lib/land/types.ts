/** The fields of a listing notice as the API sends them. */

/** A range whose ends are closed, open or absent, with the words it was read from. */
export interface Interval {
  min?: number;
  max?: number;
  /** More than `min`, not `min` itself. */
  minOpen?: boolean;
  maxOpen?: boolean;
  text?: string;
}

export type IntervalName = 'far' | 'density' | 'green' | 'height';

export interface Price {
  value: number;
  /** Absent where the words were not understood. */
  unit?: string;
  text?: string;
}

/** One land use with its own tenure. */
export interface Use {
  scheme?: string;
  version?: string;
  code?: string;
  name?: string;
  tenureYears?: number;
  group?: string;
}

/** A day (2026-12-28) or a minute of China's time (2026-12-28T16:00+08:00). */
export type Moment = string;

export const statuses = [
  'announced',
  'listed',
  'bidding',
  'publicised',
  'sold',
  'unsold',
  'suspended',
  'terminated',
] as const;
export type Status = (typeof statuses)[number];

export const methods = ['tender', 'auction', 'listing', 'agreement', 'allocation', 'contribution'] as const;
export type Method = (typeof methods)[number];

export const capRules = ['hold', 'build', 'lottery', 'quality', 'price'] as const;
export type CapRule = (typeof capRules)[number];

export const dateNames = [
  'announced',
  'applyFrom',
  'applyUntil',
  'depositUntil',
  'listedFrom',
  'listedUntil',
  'soldOn',
] as const;
export type DateName = (typeof dateNames)[number];
export type Dates = Partial<Record<DateName, Moment>>;
