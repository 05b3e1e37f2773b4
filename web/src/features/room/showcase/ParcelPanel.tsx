import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { Documents } from '../../parcels/Documents';
import { FactList } from '../../parcels/figures/facts';
import { Money, PriceFigure } from '../../parcels/figures/Money';
import { StatusTag } from '../../parcels/figures/StatusTag';
import { Uses } from '../../parcels/figures/Uses';
import type { Parcel, ParcelFigures } from '../../parcels/model';
import { useRoomView } from '../session';
import type { Localised } from '../stage/data';
import { stageOf } from '../views';
import { Acts } from './Acts';
import { useRoomParcels } from './api';
import { CompareButton } from './CompareButton';
import { parcelOf, placeLabel } from './data';
import styles from './showcase.module.css';
import { useWander } from './wander';

const facts = ['area', 'far', 'density', 'green', 'height', 'deposit', 'apply'] as const;

/** The parcel on stage, or the one this viewer has chosen: what it is, what it costs, what one can do about it. */
export default function ParcelPanel() {
  const { t } = useTranslation('showcase');
  const listed = useRoomParcels();
  const shown = parcelOf(useRoomView(stageOf));
  const wander = useWander();
  const [last, setLast] = useState<string>();
  const items = listed.data ?? [];
  const id = wander.parcel ?? shown?.parcel ?? last ?? items[0]?.id;
  if (id !== last) setLast(id);
  const parcel = items.find((each) => each.id === id);
  // On stage the figures are those that are being read out; otherwise those of the notice.
  const onStage = shown?.parcel === id ? shown : undefined;

  if (!onStage && listed.isPending) return <Skeleton lines={6} />;
  if (!onStage && listed.isError)
    return <ErrorState title={t('failed')} error={listed.error} onRetry={() => void listed.refetch()} />;
  if (!onStage && !parcel) return <Empty title={t('none')}>{t('noneText')}</Empty>;

  const choose = (wanted: string) => (wanted === shown?.parcel ? wander.back() : wander.look(wanted));
  const figures = (onStage?.figures ?? parcel) as unknown as ParcelFigures & { illustrative?: boolean };
  const name = inLanguage((onStage?.name ?? parcel?.name ?? {}) as Localised);
  return (
    <div className={styles.panel}>
      {items.length > 1 && (
        <fieldset className={styles.places} aria-label={t('places')}>
          {items.map((each) => (
            <button
              key={each.id}
              type="button"
              aria-pressed={each.id === id}
              aria-label={each.name && inLanguage(each.name as Localised)}
              data-live={each.id === shown?.parcel || undefined}
              onClick={() => choose(each.id)}
            >
              {placeLabel(each.place)}
            </button>
          ))}
        </fieldset>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
      <section className={styles.body} tabIndex={0} aria-label={name}>
        <Head name={name} figures={figures} number={onStage?.number} />
        {onStage && parcel && parcel.version > onStage.version && (
          <div className={styles.older}>
            <Notice tone="warn">{t('older')}</Notice>
          </div>
        )}
        <div className={styles.facts}>
          <FactList parcel={figures} names={facts} />
        </div>
        {parcel?.documents && <Documents parcel={parcel as unknown as Parcel} />}
        {id && (
          <p className={styles.more}>
            <CompareButton parcel={id} />
            <a className="btn s quiet" href={`/parcels/${id}`} target="_blank" rel="noreferrer">
              <Icon name="link" size="s" />
              {t('page')}
            </a>
          </p>
        )}
      </section>
      {id && <Acts parcel={id} name={name} />}
    </div>
  );
}

interface HeadProps {
  name: string;
  figures: ParcelFigures & { illustrative?: boolean };
  number: string | undefined;
}

function Head({ name, figures, number }: HeadProps) {
  const { t } = useTranslation(['land', 'showcase']);
  const { prices, derived } = figures;
  const price = prices.sold ?? prices.start;
  const perFloor = prices.sold ? derived.soldPerFloorM2 : derived.startPerFloorM2;
  return (
    <>
      <header className={styles.head}>
        <p className={styles.no}>
          <span>{number ?? figures.number ?? figures.numberText}</span>
          <StatusTag status={figures.status} />
          {figures.illustrative && <Example />}
        </p>
        <h2>{name}</h2>
        <div className={styles.use}>
          <Uses uses={figures.uses} text={figures.usesText} />
        </div>
      </header>
      {price && (
        <dl className={styles.price}>
          <div>
            <dt>{t(prices.sold ? 'land:fact.sold' : 'land:fact.start')}</dt>
            <dd>
              <PriceFigure price={price} />
            </dd>
          </div>
          {perFloor !== undefined && price.unit !== 'yuan/floor' && (
            <div>
              <dt>{t('showcase:compare.floorPrice')}</dt>
              <dd>
                <Money value={perFloor} unit="yuan/floor" />
              </dd>
            </div>
          )}
        </dl>
      )}
    </>
  );
}
