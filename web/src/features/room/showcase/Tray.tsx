import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { formatNumber, inLanguage } from '@/lib/text';
import { mostCompared, useCompared } from '../../parcels/compare';
import { Area } from '../../parcels/figures/Area';
import { Limit } from '../../parcels/figures/Interval';
import type { ParcelFigures } from '../../parcels/model';
import { useRoomView } from '../session';
import { stageOf } from '../views';
import { type RoomParcel, useRoomParcels } from './api';
import { parcelOf, placeLabel } from './data';
import styles from './showcase.module.css';
import { useWander } from './wander';

/** What a viewer has laid beside each other: up to four parcels, the same four figures each. */
export default function Tray() {
  const { t } = useTranslation('showcase');
  const { ids, toggle } = useCompared();
  const listed = useRoomParcels().data ?? [];
  const chosen = ids.flatMap((id) => listed.find((each) => each.id === id) ?? []);
  if (chosen.length === 0) return null;
  return (
    <section className={styles.tray} aria-label={t('compare.title')}>
      <h2>
        {t('compare.title')}
        <span>{t('compare.of', { count: chosen.length, most: mostCompared })}</span>
      </h2>
      <ul>
        {chosen.map((parcel) => (
          <Compared key={parcel.id} parcel={parcel} onDrop={() => toggle(parcel.id)} />
        ))}
      </ul>
      {chosen.length > 1 && (
        <a className="btn soft" href={`/parcels/compare?ids=${ids.join(',')}`} target="_blank" rel="noreferrer">
          <Icon name="columns" />
          {t('compare.look')}
        </a>
      )}
    </section>
  );
}

function Compared({ parcel, onDrop }: { parcel: RoomParcel; onDrop: () => void }) {
  const { t } = useTranslation('showcase');
  const { parcel: looked, look, back } = useWander();
  const shown = parcelOf(useRoomView(stageOf))?.parcel;
  const { id, place, name, far, height, areaM2, derived } = parcel as unknown as RoomParcel & ParcelFigures;
  const words = name ? inLanguage(name) : '';
  return (
    <li className={styles.compared} data-on={id === (looked ?? shown) || undefined}>
      <h3 className="clip">
        <button type="button" onClick={() => (id === shown ? back() : look(id))}>
          {placeLabel(place)} {words}
        </button>
      </h3>
      <dl>
        <div>
          <dt>{t('compare.far')}</dt>
          <dd>{far ? <Limit name="far" interval={far} /> : '–'}</dd>
        </div>
        <div>
          <dt>{t('compare.height')}</dt>
          <dd>{height ? <Limit name="height" interval={height} /> : '–'}</dd>
        </div>
        <div>
          <dt>{t('compare.area')}</dt>
          <dd>
            {areaM2 ? (
              <b>
                <Area m2={areaM2} unit="mu" />
              </b>
            ) : (
              '–'
            )}
          </dd>
        </div>
        <div>
          <dt>{t('compare.floorPrice')}</dt>
          <dd>
            {derived?.startPerFloorM2 ? (
              <b>{t('compare.yuan', { value: formatNumber(derived.startPerFloorM2) })}</b>
            ) : (
              '–'
            )}
          </dd>
        </div>
      </dl>
      <Button
        icon
        size="s"
        variant="quiet"
        className={styles.drop ?? ''}
        aria-label={t('compare.drop', { name: words })}
        onClick={onDrop}
      >
        <Icon name="close" size="s" />
      </Button>
    </li>
  );
}
