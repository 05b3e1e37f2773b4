import type { MapParcel } from '@/lib/map';
import type { Stage } from '@/lib/room/types';
import type { ParcelFigures } from '../../parcels/model';
import type { Localised } from '../stage/data';
import type { RoomParcel } from './api';

/** A parcel on stage, with its figures as the notice had them then. */
export interface ParcelData {
  parcel: string;
  version: number;
  place?: number;
  number: string;
  name: Localised;
  bounds?: [number, number, number, number];
  figures: ParcelFigures & { colour?: string; illustrative?: boolean };
}

/** The parcel on stage, or nothing when something else is. */
export function parcelOf(stage: Pick<Stage, 'kind' | 'data'> | null | undefined): ParcelData | undefined {
  return stage?.kind === 'parcel' ? (stage.data as unknown as ParcelData) : undefined;
}

/** 01, as it stands on the plot. */
export function placeLabel(place: number | undefined): string {
  return place ? String(place).padStart(2, '0') : '';
}

/** The layers a map has to switch; those without anything to show are left out. */
export const layerNames = ['massing', 'around'] as const;
export type LayerName = (typeof layerNames)[number];

/** What is switched on where nobody has switched anything. */
export const usualLayers: LayerName[] = ['massing'];

export function onMap(parcels: readonly RoomParcel[], nameOf: (name: Localised) => string): MapParcel[] {
  return parcels.flatMap(({ id, place, name, colour, geometry }) =>
    geometry
      ? [
          {
            id,
            label: placeLabel(place),
            name: [placeLabel(place), name && nameOf(name)].filter(Boolean).join(' '),
            group: colour as MapParcel['group'],
            geometry: geometry as unknown as MapParcel['geometry'],
          },
        ]
      : [],
  );
}
