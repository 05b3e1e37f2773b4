import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { MapView } from '@/lib/map';
import { inLanguage } from '@/lib/text';
import type { Parcel } from './model';
import { Outline } from './Outline';
import { mapParcels } from './place';

/** Where it lies, and what might stand on it. On paper a drawing takes the map's place. */
export function Picture({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('land');
  const name = inLanguage(parcel.name);
  const parcels = useMemo(() => mapParcels([parcel]), [parcel]);
  if (!parcel.geometry) {
    return (
      <div className="pc-map none">
        <Empty title={t('map.none')}>{t('map.noneText')}</Empty>
      </div>
    );
  }
  return (
    <>
      <div className="pc-map">
        <MapView
          label={t('map.label', { name })}
          parcels={parcels}
          selected={parcel.id}
          tiles="/api/v1/tiles/{z}/{x}/{y}"
        />
      </div>
      <figure className="pc-outline">
        <Outline geometry={parcel.geometry} label={t('map.label', { name })} />
        <figcaption>{t('map.note')}</figcaption>
      </figure>
    </>
  );
}
