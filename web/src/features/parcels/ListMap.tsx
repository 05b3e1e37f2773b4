import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapHandle } from '@/lib/map';
import { MapView } from '@/lib/map';
import { inLanguage } from '@/lib/text';
import { parcelQuery } from './api';
import { Figures } from './figures/Figures';
import { type Filter, queryOf, viewOf, viewText } from './filter';
import type { Parcel } from './model';
import { cameraOver } from './place';

interface ListMapProps {
  filter: Filter;
  items: readonly Parcel[];
  hovered: string | undefined;
  picked: string | undefined;
  onHover: (id: string | undefined) => void;
  onPick: (id: string | undefined) => void;
  /** The reader moved the map: the view for the address, and the box that is shown. */
  onView: (view: string, bbox: string) => void;
}

/** The parcels of the list on the map; what is pointed at in one is marked in the other. */
export function ListMap({ filter, items, hovered, picked, onHover, onPick, onView }: ListMapProps) {
  const { t } = useTranslation('land');
  const [map, setMap] = useState<MapHandle>();
  const [start] = useState(() => viewOf(filter.at));
  const moved = useRef(onView);
  moved.current = onView;
  const framed = useRef(Boolean(start));

  useEffect(() => {
    if (!map) return;
    const tell = () => {
      const { width, height } = map.element.getBoundingClientRect();
      const [west, south] = map.unproject({ x: 0, y: height });
      const [east, north] = map.unproject({ x: width, y: 0 });
      moved.current(viewText(map.getCamera()), [west, south, east, north].map((each) => each.toFixed(5)).join(','));
    };
    return map.onMove((_, { byHand, settled }) => {
      if (byHand && settled) tell();
    });
  }, [map]);

  // At first the map shows what the list has; later it stays where the reader put it.
  useEffect(() => {
    if (!map || framed.current) return;
    const camera = cameraOver(items, map.element.getBoundingClientRect());
    if (!camera) return;
    framed.current = true;
    map.jumpTo(camera);
  }, [map, items]);

  const listed = items.find(({ id }) => id === picked);
  const { data: other } = useQuery({ ...parcelQuery(picked ?? ''), enabled: Boolean(picked) && !listed });
  const chosen = listed ?? (picked ? other : undefined);
  return (
    <MapView
      label={t('list.mapLabel')}
      tiles={tilesOf(filter)}
      selected={picked}
      hovered={hovered}
      onSelect={onPick}
      onHover={onHover}
      onReady={setMap}
      camera={start && { ...start, pitch: 0, bearing: 0 }}
      tools={['zoom', 'north', 'full', 'measure', 'legend']}
    >
      {chosen && (
        <div className="ps-card">
          <Link to="/parcels/$parcel" params={{ parcel: chosen.id }}>
            <b>{inLanguage(chosen.name)}</b>
          </Link>
          <Figures parcel={chosen} />
        </div>
      )}
    </MapView>
  );
}

/** The address of the tiles that the filter leaves. */
function tilesOf(filter: Filter): string {
  const query = queryOf({ ...filter, here: undefined, sort: undefined });
  const params = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return `/api/v1/tiles/{z}/{x}/{y}${params.size > 0 ? `?${params}` : ''}`;
}
