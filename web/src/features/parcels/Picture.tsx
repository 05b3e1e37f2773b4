import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { MapView } from '@/lib/map';
import { inLanguage } from '@/lib/text';
import { MassingFigures } from './MassingFigures';
import type { Parcel } from './model';
import { Outline } from './Outline';
import { mapParcels } from './place';
import { useParcelMassing, usualChoice } from './useParcelMassing';

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
      <Model parcel={parcel} label={t('map.label', { name })} />
      <figure className="pc-outline">
        <Outline geometry={parcel.geometry} label={t('map.label', { name })} />
        <figcaption>{t('map.note')}</figcaption>
      </figure>
    </>
  );
}

type Layer = 'massing' | 'plan';
const layers: readonly Layer[] = ['massing', 'plan'];

function Model({ parcel, label }: { parcel: Parcel; label: string }) {
  const { t } = useTranslation('land');
  const [layer, show] = useState<Layer>('massing');
  const [choice, choose] = useState(() => usualChoice(parcel));
  const massing = useParcelMassing(parcel, choice);
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
      {massing && <MassingFigures massing={massing} choice={choice} onChoose={choose} />}
    </>
  );
}
