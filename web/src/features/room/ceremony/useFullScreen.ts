import { useSyncExternalStore } from 'react';

/** Whether the stage has the whole screen, as on the wall of a hall. */
export function useFullScreen(): boolean {
  return useSyncExternalStore(subscribe, () => document.fullscreenElement?.id === 'room-stage');
}

function subscribe(listener: () => void) {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}
