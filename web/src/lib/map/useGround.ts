import { useQuery } from '@tanstack/react-query';
import type { Feature, FeatureCollection } from 'geojson';
import { useMemo } from 'react';
import { api, unwrap } from '../api';

/** What lies under the parcels here. Without an answer it is paper: a map never waits for its ground. */
export function useGround() {
  const { data } = useQuery({
    queryKey: ['map'],
    queryFn: () => unwrap(api.GET('/map')),
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  });
  return useMemo(() => {
    const [west, south, east, north] = data?.bounds ?? [];
    return {
      tiles: data?.tiles ? { url: data.tiles, minzoom: data.minZoom, maxzoom: data.maxZoom } : undefined,
      outline: outlineOf(data?.outline),
      bounds: north === undefined ? undefined : ([west, south, east, north] as [number, number, number, number]),
      credit: [data?.attribution, data?.mapNumber].filter(Boolean).join(' '),
    };
  }, [data]);
}

function outlineOf(outline: unknown): Feature[] {
  const features = (outline as FeatureCollection | undefined)?.features;
  return Array.isArray(features) ? features : [];
}
