import type { Schema } from '../api';
import { formOf, usualFloorHeight, usualSetback } from './forms';
import type { Limit, Massing, MassingInput, MassingReason, PolygonRings } from './types';

/** What of a parcel a massing follows from. */
export type Ground = Pick<
  Schema<'Parcel'>,
  'id' | 'geometry' | 'areaM2' | 'far' | 'density' | 'green' | 'height' | 'colour' | 'massing' | 'massingInputs'
>;

/** What the sliders change; the stored massing's values, or what is usual. */
export interface Choice {
  floorHeight: number;
  setback: number;
}

export function firstChoice({ massing, colour }: Ground): Choice {
  return {
    floorHeight: massing?.floorHeight ?? usualFloorHeight[formOf(colour)],
    setback: massing?.setback ?? usualSetback,
  };
}

/** The input of a parcel's massing; nothing while it has no boundary. */
export function inputOf(ground: Ground, choice: Choice): MassingInput | undefined {
  const polygons = polygonsOf(ground.geometry);
  if (polygons.length === 0) return undefined;
  const { areaM2, far, density, green, height, colour } = ground;
  const limits: Partial<Record<'far' | 'density' | 'green' | 'height', Limit>> = {
    ...(far && { far }),
    ...(density && { density }),
    ...(green && { green }),
    ...(height && { height }),
  };
  return { polygons, ...(areaM2 !== undefined && { areaM2 }), ...limits, form: formOf(colour), ...choice };
}

function polygonsOf(geometry: unknown): PolygonRings[] {
  const { type, coordinates } = (geometry ?? {}) as { type?: string; coordinates?: unknown };
  if (type === 'Polygon') return [coordinates as PolygonRings];
  return type === 'MultiPolygon' ? (coordinates as PolygonRings[]) : [];
}

/** The massing kept with a parcel; nothing once the parcel has changed. */
export function massingOf({ massing }: Ground): Massing | undefined {
  if (!massing || massing.stale) return undefined;
  const { envelope, masses, why, ...rest } = massing;
  return {
    ...rest,
    envelope: envelope as Massing['envelope'],
    masses: masses as Massing['masses'],
    ...(why && { why: why as MassingReason[] }),
  };
}
