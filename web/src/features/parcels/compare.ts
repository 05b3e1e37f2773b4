import { useSyncExternalStore } from 'react';

/** How many parcels stand beside each other at most. */
export const mostCompared = 4;

const key = 'zy.compare';
const listeners = new Set<() => void>();
let kept: readonly string[] | undefined;

function read(): readonly string[] {
  if (kept) return kept;
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    kept = Array.isArray(value) ? value.filter((id) => typeof id === 'string').slice(0, mostCompared) : [];
  } catch {
    kept = []; // without storage the choice lasts as long as the page
  }
  return kept;
}

function write(next: readonly string[]): void {
  kept = next;
  try {
    sessionStorage.setItem(key, JSON.stringify(next));
  } catch {
    // Full or forbidden storage: the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Adds a parcel, or takes it out again; a fifth is not taken. */
export function toggled(now: readonly string[], id: string): readonly string[] {
  if (now.includes(id)) return now.filter((one) => one !== id);
  return now.length < mostCompared ? [...now, id] : now;
}

/** The parcels chosen to be compared, in this tab. */
export function useCompared(): {
  ids: readonly string[];
  full: boolean;
  toggle: (id: string) => void;
  clear: () => void;
} {
  const ids = useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, read);
  return {
    ids,
    full: ids.length >= mostCompared,
    toggle: (id) => write(toggled(read(), id)),
    clear: () => write([]),
  };
}
