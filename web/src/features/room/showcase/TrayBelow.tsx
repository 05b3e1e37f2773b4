import { lazy, Suspense } from 'react';
import room from '../room.module.css';
import { useShowcase } from './useShowcase';

const Tray = lazy(() => import('./Tray'));

/** The tray under the stage, where parcels are shown; a phone has no room for it. */
export function TrayBelow() {
  if (!useShowcase()) return null;
  return (
    <div className={room.desk}>
      <Suspense>
        <Tray />
      </Suspense>
    </div>
  );
}
