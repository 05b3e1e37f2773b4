import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import type { MapHandle } from '@/lib/map';
import { useRoomSession, useRoomView } from '../../room/session';
import { keepCamera } from '../../room/showcase/api';
import { type LayerName, parcelOf, usualLayers } from '../../room/showcase/data';
import { Driver } from '../../room/showcase/driver';
import { ShowMap } from '../../room/showcase/ShowMap';
import styles from '../../room/showcase/showcase.module.css';
import { usePresenterCamera } from '../../room/showcase/useCamera';
import type { Camera } from '../../room/showcase/view';
import { stageOf, youOf } from '../../room/views';

/** Little room: a wheel and a finger zoom. */
const tools = ['tilt', 'north'] as const;

/** The map in the hands of who presents: what they do to it, everybody sees. Of two hands the last one has it. */
export default function DriveMap() {
  const { t } = useTranslation('showcase');
  const { id, socket } = useRoomSession();
  const stage = useRoomView(stageOf);
  const me = useRoomView(youOf)?.id;
  const shown = parcelOf(stage);
  const seq = stage?.seq ?? 0;
  const camera = usePresenterCamera(seq);
  const [map, setMap] = useState<MapHandle>();
  const [layers, setLayers] = useState<readonly string[]>(camera?.layers ?? usualLayers);
  const [others, setOthers] = useState<Camera | undefined>(camera);
  const [pointing, setPointing] = useState(false);
  const driver = useRef<Driver>(undefined);

  useEffect(() => {
    if (!map) return;
    const made = new Driver({
      map,
      stage: seq,
      send: (data) => socket.sticky('camera', data),
      keep: (data) => keepCamera(id, data),
    });
    driver.current = made;
    return () => made.end();
  }, [map, seq, socket, id]);

  useEffect(() => {
    if (driver.current) driver.current.layers = layers;
  });

  // My own movement comes back to me; somebody else's moves my map.
  useEffect(() => {
    if (driver.current?.busy) return;
    setOthers(camera);
    if (camera) setLayers(camera.layers);
  }, [camera]);

  useEffect(() => {
    if (!map || !pointing) return;
    const { element } = map;
    const move = (event: PointerEvent) => {
      const box = element.getBoundingClientRect();
      driver.current?.point(map.unproject({ x: event.clientX - box.left, y: event.clientY - box.top }));
    };
    const leave = () => driver.current?.point(undefined);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerleave', leave);
    return () => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerleave', leave);
      leave();
    };
  }, [map, pointing]);

  if (!shown) return null;
  const switched = (next: LayerName[]) => {
    setLayers(next);
    if (driver.current) driver.current.layers = next;
    driver.current?.moved();
  };
  const theirs = others?.stage === seq ? others : undefined;
  return (
    <ShowMap
      shown={shown}
      selected={shown.parcel}
      follow={theirs ?? 'start'}
      leads={stage?.by === me}
      point={pointing ? undefined : camera?.point}
      layers={layers}
      onLayers={switched}
      onOwn={() => driver.current?.moved()}
      onMap={setMap}
      tools={tools}
    >
      <button
        type="button"
        className={styles.pointer}
        aria-pressed={pointing}
        aria-label={t('point')}
        title={t('point')}
        onClick={() => setPointing(!pointing)}
      >
        <Icon name="hand" size="s" />
      </button>
    </ShowMap>
  );
}
