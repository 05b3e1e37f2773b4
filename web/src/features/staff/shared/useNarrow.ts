import { useSyncExternalStore } from 'react';

const query = '(max-width: 800px)';

/** Whether the page is as narrow as a phone: tables become cards, columns become tabs. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
