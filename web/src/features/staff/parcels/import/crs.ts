import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** The 3° zones of China, 25 to 45: with their number before the easting (EPSG 4513 on), and without (4534 on). */
const zones = Array.from({ length: 21 }, (_, index) => 25 + index);
const plain = { 'EPSG:4490': 'cgcs2000', 'EPSG:4326': 'wgs84', 'GCJ-02': 'gcj02', 'BD-09': 'bd09' } as const;

/** Every system that can be chosen, the likeliest first. */
export function crsOptions(candidates: readonly string[]): string[] {
  const all = [
    ...candidates,
    ...Object.keys(plain),
    ...zones.map((zone) => `EPSG:${4513 + zone - 25}`),
    ...zones.map((zone) => `EPSG:${4534 + zone - 25}`),
  ];
  return [...new Set(all)];
}

/** A 3° zone by its EPSG code; undefined for anything else. */
export function zoneOf(crs: string): { zone: number; prefix: boolean } | undefined {
  const code = Number(/^EPSG:(45[1-5]\d)$/.exec(crs)?.[1]);
  if (code >= 4513 && code <= 4533) return { zone: code - 4513 + 25, prefix: true };
  if (code >= 4534 && code <= 4554) return { zone: code - 4534 + 25, prefix: false };
  return undefined;
}

/** A coordinate system by the name surveyors know it by. */
export function useCrsName(): (crs: string) => string {
  const { t } = useTranslation('staff-land');
  return useCallback(
    (crs: string) => {
      const zone = zoneOf(crs);
      if (zone)
        return t(zone.prefix ? 'crs.zone' : 'crs.meridian', { zone: zone.zone, degrees: zone.zone * 3, code: crs });
      return crs in plain ? t(`crs.name.${plain[crs as keyof typeof plain]}`) : crs;
    },
    [t],
  );
}
