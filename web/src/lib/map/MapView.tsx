import { lazy, Suspense } from 'react';
import { useOnline } from '../online';
import { Plan } from './Plan';
import type { MapProps } from './props';
import { hasWebGL } from './webgl';
import './map.css';

/** maplibre and its worker, 300 KB that only pages with a map fetch. */
const MapCanvas = lazy(() => import('./MapCanvas').catch(() => ({ default: PlanInstead })));

/** A map of parcels; a plan of them where the browser cannot draw in three dimensions. */
export function MapView(props: MapProps) {
  return (
    <div className="map" data-theme="paper">
      <Suspense fallback={<div className="map-wait" aria-busy="true" />}>
        {hasWebGL() ? <MapCanvas {...props} /> : <Plan {...props} why="webgl" />}
      </Suspense>
    </div>
  );
}

function PlanInstead(props: MapProps) {
  return <Plan {...props} why={useOnline() ? 'chunk' : 'offline'} />;
}
