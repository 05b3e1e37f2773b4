import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '@/components/Skeleton';
import { inLanguage } from '@/lib/text';
import { useRoomView } from '../../room/session';
import { useRoomParcels } from '../../room/showcase/api';
import { parcelOf, placeLabel } from '../../room/showcase/data';
import type { Localised } from '../../room/stage/data';
import { stageOf } from '../../room/views';
import type { ComposerProps } from '../stage/composers';
import styles from './showcase.module.css';

/** The parcels of the event, in its order; after one is pushed the next one stands ready. */
export function ParcelComposer({ onChange }: ComposerProps) {
  const { t } = useTranslation('showcase');
  const { data: parcels = [], isPending } = useRoomParcels();
  const onAir = parcelOf(useRoomView(stageOf))?.parcel;
  const [picked, setPicked] = useState<{ parcel: string; after: string | undefined }>();
  const here = parcels.findIndex(({ id }) => id === onAir);
  const chosen = picked && picked.after === onAir ? picked.parcel : (parcels[here + 1] ?? parcels[0])?.id;
  useEffect(
    () => onChange({ kind: 'parcel', body: chosen ? { kind: 'parcel', data: { parcel: chosen } } : undefined }),
    [chosen, onChange],
  );
  if (isPending) return <Skeleton lines={3} />;
  if (parcels.length === 0) return <p className={styles.small}>{t('host.none')}</p>;
  return (
    <fieldset className={styles.parcels} aria-label={t('host.pick')}>
      {parcels.map(({ id, place, name }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === chosen}
          data-on={id === onAir || undefined}
          onClick={() => setPicked({ parcel: id, after: onAir })}
        >
          <b>{placeLabel(place)}</b>
          <span className="clip">{name && inLanguage(name as Localised)}</span>
        </button>
      ))}
    </fieldset>
  );
}
