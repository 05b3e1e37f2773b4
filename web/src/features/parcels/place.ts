import type { Polygon } from 'geojson';
import type { Camera, MapParcel } from '@/lib/map';
import { isUseGroup } from '@/lib/map';
import { cameraFor } from '@/lib/map/framing';
import { inLanguage } from '@/lib/text';
import type { Parcel } from './model';

/** The parcels that have been drawn, as the map takes them; their numbers are told where there are few. */
export function mapParcels(parcels: readonly Parcel[], labels?: readonly string[]): MapParcel[] {
  return parcels.flatMap(({ id, name, uses, geometry }, index) => {
    if (!geometry) return [];
    const group = uses.map((use) => use.group).find(isUseGroup) ?? 'other';
    return [{ id, name: inLanguage(name), group, geometry, label: labels?.[index] }];
  });
}

/** From where all that is listed is seen, looking straight down; lists have no boundaries, only their boxes. */
export function cameraOver(
  parcels: readonly Parcel[],
  { width, height }: { width: number; height: number },
): Camera | undefined {
  const boxes = parcels.flatMap(({ bbox }): Polygon[] => {
    if (!bbox) return [];
    const [west, south, east, north] = bbox;
    return [
      {
        type: 'Polygon',
        coordinates: [
          [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
          ],
        ],
      },
    ];
  });
  return cameraFor(boxes, { width, height, pitch: 0, bearing: 0 });
}
