import { formOf, usualFloorHeight, usualSetback } from '@/lib/massing/forms';
import type { Massing, MassingInput, PolygonRings } from '@/lib/massing/types';
import { useMassing } from '@/lib/massing/useMassing';
import type { ParcelFigures } from '../../parcels/model';
import type { RoomParcel } from './api';

/** What may be built: as an official has kept it, else as it is worked out here. */
export function useModel(parcel: RoomParcel | undefined): Massing | undefined {
  const kept = parcel?.massing && !parcel.massing.stale ? (parcel.massing as unknown as Massing) : undefined;
  const made = useMassing(kept ? undefined : inputOf(parcel));
  return kept ?? made;
}

function inputOf(parcel: RoomParcel | undefined): MassingInput | undefined {
  if (!parcel?.geometry) return undefined;
  const { uses, areaM2, far, density, green, height } = parcel as unknown as ParcelFigures;
  const { type, coordinates } = parcel.geometry;
  const form = formOf(uses?.[0]?.group);
  if (!far && !height) return undefined; // nothing says how much
  return {
    polygons: (type === 'Polygon' ? [coordinates] : coordinates) as PolygonRings[],
    ...(areaM2 && { areaM2 }),
    ...(far && { far }),
    ...(density && { density }),
    ...(green && { green }),
    ...(height && { height }),
    form,
    floorHeight: usualFloorHeight[form],
    setback: usualSetback,
  };
}
