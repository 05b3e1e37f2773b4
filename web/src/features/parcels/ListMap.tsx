import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapHandle } from '@/lib/map';
import { MapView } from '@/lib/map';
import { inLanguage } from '@/lib/text';
import { Figures } from './figures/Figures';
import { type Filter, queryOf, viewOf, viewText } from './filter';
import type { Parcel } from './model';
import { mapParcels } from './place';

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
  const parcels = useMemo(() => mapParcels(items), [items]);
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
    if (!map || framed.current || parcels.length === 0) return;
    framed.current = true;
    map.frame(undefined, { duration: 0 });
  }, [map, parcels]);

  const chosen = items.find(({ id }) => id === picked);
  return (
    <MapView
      label={t('list.mapLabel')}
      parcels={parcels}
      tiles={`/api/v1/tiles/{z}/{x}/{y}?${new URLSearchParams(flat(queryOf({ ...filter, here: undefined, sort: undefined })))}`}
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

function flat(query: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
}
