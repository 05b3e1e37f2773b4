import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { type MapHandle, MapView } from '@/lib/map';
import { overCorner } from '@/lib/map/framing';
import { keepMassing, MassingPanel, useMassingChoice } from '@/lib/massing/MassingPanel';
import { type Ground, massingOf } from '@/lib/massing/parcel';
import type { Massing } from '@/lib/massing/types';
import { inLanguage } from '@/lib/text';
import { parcelQuery } from './api';
import type { Parcel } from './model';
import { Outline } from './Outline';
import { mapParcels } from './place';

/** Where it lies, and what might stand on it. On paper a drawing takes the map's place. */
export function Picture({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('land');
  const name = inLanguage(parcel.name);
  if (!parcel.geometry) {
    return (
      <div className="pc-map none">
        <Empty title={t('map.none')}>{t('map.noneText')}</Empty>
      </div>
    );
  }
  return (
    <>
      <Model parcel={parcel} geometry={parcel.geometry} label={t('map.label', { name })} />
      <figure className="pc-outline">
        <Outline geometry={parcel.geometry} label={t('map.label', { name })} />
        <figcaption>{t('map.note')}</figcaption>
      </figure>
    </>
  );
}

type Boundary = NonNullable<Parcel['geometry']>;
type Layer = 'massing' | 'plan';
const layers: readonly Layer[] = ['massing', 'plan'];

function Model({ parcel, geometry, label }: { parcel: Parcel; geometry: Boundary; label: string }) {
  const { t } = useTranslation('land');
  const [layer, show] = useState<Layer>('massing');
  const ground = parcel as Ground;
  const played = useMassingChoice(ground);
  const massing = played.massing ?? massingOf(ground);
  const refresh = useKept(parcel, played.massing);
  const [map, setMap] = useState<MapHandle>();
  const tilted = layer === 'massing' && Boolean(massing);
  // Over a corner, once there is a model to see.
  useEffect(() => {
    if (map && tilted) map.frame(undefined, { pitch: 56, bearing: overCorner(geometry) });
  }, [map, tilted, geometry]);
  const parcels = useMemo(() => mapParcels([parcel]), [parcel]);
  const model = useMemo(
    () => massing && { parcel: parcel.id, massing, height: parcel.height },
    [massing, parcel.id, parcel.height],
  );
  return (
    <>
      <div className="pc-map">
        <MapView
          key={layer}
          label={label}
          parcels={parcels}
          selected={parcel.id}
          tiles="/api/v1/tiles/{z}/{x}/{y}"
          massing={layer === 'massing' ? model : undefined}
          tools={['zoom', 'tilt', 'north', 'full', 'measure']}
          note={t('map.note')}
          onReady={setMap}
        >
          <fieldset className="pc-layers" aria-label={t('map.layers')}>
            {layers.map((one) => (
              <button key={one} type="button" aria-pressed={layer === one} onClick={() => show(one)}>
                {t(`map.layer.${one}`)}
              </button>
            ))}
          </fieldset>
        </MapView>
      </div>
      <MassingPanel
        ground={ground}
        {...played}
        onSaved={parcel.can.includes('set-parcel-massing') ? refresh : undefined}
      />
    </>
  );
}

/** Whoever works on the parcel keeps the first massing of it, so that it is there for everybody after them. */
function useKept(parcel: Parcel, made: Massing | undefined): () => void {
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: parcelQuery(parcel.id).queryKey });
  const lacks = parcel.can.includes('set-parcel-massing') && (!parcel.massing || parcel.massing.stale);
  const tried = useRef(false);
  useEffect(() => {
    if (!made || !lacks || tried.current) return;
    tried.current = true;
    keepMassing(parcel as Ground, made).then(
      () => queries.invalidateQueries({ queryKey: parcelQuery(parcel.id).queryKey }),
      () => {}, // it changed meanwhile, or the line is down: whoever comes next keeps theirs
    );
  }, [made, lacks, parcel, queries]);
  return refresh;
}
