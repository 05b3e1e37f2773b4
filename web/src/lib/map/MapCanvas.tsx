import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOnline } from '../online';
import { boundsOf } from './geometry';
import { Legend } from './Legend';
import { Notices } from './Notices';
import { Plan } from './Plan';
import type { MapProps } from './props';
import { Ruler } from './Ruler';
import { Surface } from './surface';
import { Tools } from './Tools';
import type { MapTool } from './types';
import { useArrival } from './useArrival';
import { useRuler } from './useRuler';
import type { UseGroup } from './uses';
import { Veil } from './Veil';

const usual: readonly MapTool[] = ['zoom', 'tilt', 'north', 'full', 'legend'];

/** The map itself; fetched when a page first shows one. */
export default function MapCanvas(props: MapProps) {
  const { t } = useTranslation('map');
  const { label, parcels, outline, tiles, selected, hovered, massing, tools = usual, note, children } = props;
  const host = useRef<HTMLDivElement>(null);
  const [surface, setSurface] = useState<Surface>();
  const [groups, setGroups] = useState<UseGroup[]>([]);
  const [failed, setFailed] = useState<'tiles' | 'ground' | 'context'>();
  const ruler = useRuler(surface);
  const online = useOnline();
  const { arrival, drawn } = useArrival(surface, massing?.parcel);

  const placed = useEffectEvent((place: [number, number], parcel: string | undefined) => {
    if (ruler.on) ruler.add(place);
    else props.onSelect?.(parcel);
  });
  const hover = useEffectEvent((parcel: string | undefined) => props.onHover?.(parcel));
  const ready = useEffectEvent((made: Surface) => props.onReady?.(made));
  const create = useEffectEvent(
    (container: HTMLElement) =>
      new Surface({
        container,
        label,
        camera: props.camera,
        bounds: boundsOf(parcels?.map(({ geometry }) => geometry) ?? []),
        onPlace: placed,
        onHover: hover,
        onFailed: setFailed,
        onUses: (next) => setGroups((now) => (same(now, next) ? now : next)),
      }),
  );

  useEffect(() => {
    if (!host.current) return;
    const made = create(host.current);
    let there = true;
    void made.ready.then(() => {
      if (!there) return;
      setSurface(made);
      ready(made);
    });
    return () => {
      there = false;
      made.remove();
      setSurface(undefined);
    };
  }, []);

  useEffect(() => surface?.setParcels(parcels ?? []), [surface, parcels]);
  useEffect(() => surface?.setOutline(outline ?? []), [surface, outline]);
  useEffect(() => surface?.setTiles(tiles), [surface, tiles]);
  // The outline of an arriving plot is drawn first and stays then.
  const marked = drawn || selected !== massing?.parcel ? selected : undefined;
  useEffect(() => surface?.setSelected(marked), [surface, marked]);
  useEffect(() => surface?.setMassing(massing?.parcel, massing?.massing), [surface, massing?.parcel, massing?.massing]);
  useEffect(() => surface?.setHover(hovered), [surface, hovered]);

  if (failed === 'context') return <Plan {...props} why="context" />;
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the canvas within is focusable and named */}
      <div
        ref={host}
        className={ruler.on ? 'map-host measuring' : 'map-host'}
        aria-busy={!surface}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.target === surface?.map.getCanvas()) surface.pressMiddle();
        }}
      />
      <i className="map-middle" aria-hidden="true" />
      {surface && massing && (
        <Veil
          surface={surface}
          given={massing}
          parcel={parcels?.find(({ id }) => id === massing.parcel)}
          arrival={arrival}
        />
      )}
      {children}
      {surface && <Tools surface={surface} tools={tools} measuring={ruler.on} onMeasure={ruler.toggle} />}
      {ruler.on && <Ruler points={ruler.points} onUndo={ruler.undo} onClear={ruler.clear} onClose={ruler.toggle} />}
      <div className="map-foot">
        {failed && (
          <Notices
            what={failed}
            online={online}
            onRetry={() => {
              setFailed(undefined);
              surface?.retry();
            }}
          />
        )}
        {tools.includes('legend') && <Legend groups={groups} />}
        <p>{note ?? t('note')}</p>
      </div>
    </>
  );
}

function same(a: readonly UseGroup[], b: readonly UseGroup[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
