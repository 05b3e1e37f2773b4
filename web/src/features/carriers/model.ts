import type { MultiPolygon, Polygon } from 'geojson';
import type { Schema } from '@/lib/api';
import type { Localised } from '@/lib/text';

export const carrierKinds = ['zone', 'park', 'building', 'town', 'street', 'community', 'enclave'] as const;
export type CarrierKind = (typeof carrierKinds)[number];

export interface Rent {
  for?: Localised;
  from?: number;
  to?: number;
  unit: string;
}

/** A zone, park, building, town, street, community or enclave that takes in companies. */
export interface Carrier {
  id: string;
  organisation: { id: string; name: Localised };
  kind: CarrierKind;
  name: Localised;
  note?: Localised;
  address?: string;
  district?: string;
  partOf?: string;
  industries?: readonly string[];
  space?: { landM2?: number; floorM2?: number; freeM2?: number; floors?: number; asOf?: string };
  rents?: readonly Rent[];
  residents?: readonly { name: string; note?: string }[];
  contacts?: readonly { name?: string; department?: string; phone?: string; mail?: string }[];
  illustrative?: boolean;
  visibility: 'public' | 'staff';
  geometry?: Polygon | MultiPolygon;
  centre?: [number, number];
  version: number;
  updatedAt: string;
  can: readonly string[];
}

export function carrierOf(sent: Schema<'Carrier'>): Carrier {
  return {
    ...sent,
    kind: sent.kind ?? 'zone',
    name: sent.name ?? {},
    visibility: sent.visibility ?? 'staff',
  } as Carrier;
}
