import type { MapParcel } from '@/lib/map';
import { isUseGroup } from '@/lib/map';
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
