import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MapHandle, type MapTool, MapView } from '@/lib/map';
import { inLanguage } from '@/lib/text';
import { useRoomParcels } from './api';
import { type LayerName, onMap, type ParcelData } from './data';
import { Follower } from './follower';
import { Layers } from './Layers';
import { PointDot } from './PointDot';
import styles from './showcase.module.css';
import { useModel } from './useModel';
import type { Camera } from './view';

const usual: readonly MapTool[] = ['zoom', 'tilt', 'north', 'full'];

/** How a plot is first looked at, until the presenter has looked: aslant, so that what may be built can be seen. */
const firstPitch = 50;

interface ShowMapProps {
  shown: ParcelData;
  /** The parcel to mark: the one on stage, or the one this reader has chosen. */
  selected: string;
  /** Where to look; nothing is where the map stays. */
  follow: Camera | 'start' | undefined;
  /** Where the presenter points. */
  point?: [number, number] | undefined;
  layers: readonly string[];
  onLayers: (layers: LayerName[]) => void;
  onSelect?: (parcel: string) => void;
  /** This reader moves the map. */
  onOwn: () => void;
  onMap?: (map: MapHandle | undefined) => void;
  /** The start is this reader's own movement, for everybody to follow. */
  leads?: boolean;
  tools?: readonly MapTool[];
  children?: ReactNode;
}

/** The parcels of the event on a map that goes where it is told until its reader moves it. */
export function ShowMap(props: ShowMapProps) {
  const { shown, selected, follow, point, layers, onLayers, onSelect, leads = false, tools = usual, children } = props;
  const { t, i18n } = useTranslation('showcase');
  const listed = useRoomParcels().data;
  const parcels = useMemo(
    () => onMap(listed ?? [], (name) => inLanguage(name, i18n.language)),
    [listed, i18n.language],
  );
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapHandle>();
  const [follower, setFollower] = useState<Follower>();
  const own = useEffectEvent(() => props.onOwn());
  const tell = useEffectEvent((there: MapHandle | undefined) => props.onMap?.(there));

  useEffect(() => {
    if (!map) return;
    const made = new Follower(map, () => own());
    // What is really looked at, for those who watch the map from outside of it.
    const note = () => {
      const { lng, lat, zoom, pitch, bearing } = map.getCamera();
      if (box.current)
        box.current.dataset.view = [lng, lat, zoom, pitch, bearing].map((each) => each.toFixed(7)).join(',');
    };
    const off = map.onMove((_, { settled }) => settled && note());
    note();
    setFollower(made);
    tell(map);
    return () => {
      off();
      made.end();
      setFollower(undefined);
      tell(undefined);
    };
  }, [map]);

  const been = useRef<Follower>(undefined);
  const there = parcels.some(({ id }) => id === selected);
  useEffect(() => {
    if (!follower || !follow || (follow === 'start' && !there)) return;
    const first = been.current !== follower;
    been.current = follower;
    if (follow !== 'start') follower.follow(follow, first);
    else if (leads) follower.map.frame([selected], { pitch: firstPitch });
    else follower.frame([selected], firstPitch, first);
  }, [follower, follow, leads, selected, there]);

  const parcel = listed?.find(({ id }) => id === selected);
  const massing = useModel(parcel);
  const offered: LayerName[] = massing ? ['massing', 'around'] : ['around'];
  return (
    <div className={styles.map} ref={box} data-testid="show-map">
      <MapView
        label={t('mapLabel', { name: inLanguage(parcel?.name ?? shown.name, i18n.language) })}
        parcels={parcels}
        selected={selected}
        tools={tools}
        onReady={setMap}
        {...(layers.includes('around') && { tiles: '/api/v1/tiles/{z}/{x}/{y}' })}
        {...(massing &&
          layers.includes('massing') && {
            massing: { parcel: selected, massing, ...(parcel?.height && { height: parcel.height }) },
          })}
        {...(onSelect && { onSelect: (id: string | undefined) => id && onSelect(id) })}
      >
        <Layers on={layers} offered={offered} onSwitch={onLayers} />
        {children}
        {map && point && <PointDot map={map} at={point} />}
      </MapView>
    </div>
  );
}
