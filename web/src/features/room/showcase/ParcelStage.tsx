import { lazy, Suspense } from 'react';
import type { StageProps } from '../stage/kinds';
import type { ParcelData } from './data';
import { ParcelCard } from './ParcelCard';
import styles from './showcase.module.css';

/** The map and all that belongs to it, fetched when the first parcel comes on stage. */
const AudienceMap = lazy(() => import('./AudienceMap'));

/** A parcel on stage; in small as a card, for a second map would cost what the first one does. */
export function ParcelStage({ data, small }: StageProps) {
  const shown = data as unknown as ParcelData;
  if (small) return <ParcelCard shown={shown} />;
  return (
    <Suspense fallback={<div className={styles.map} aria-busy="true" />}>
      <AudienceMap />
    </Suspense>
  );
}
