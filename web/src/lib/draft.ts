import { type Dispatch, type SetStateAction, useCallback, useEffect, useRef, useState } from 'react';

const prefix = 'zy.draft.';
const keptForMs = 24 * 60 * 60 * 1000;

interface Kept<T> {
  at: number;
  value: T;
}

/**
 * State that survives a reload, a crash and a sign-in in between: what somebody typed. Kept for a day on this
 * device, forgotten on `clear` and on sign-out. Never for passwords and codes.
 */
export function useDraft<T>(key: string, initial: T): [T, Dispatch<SetStateAction<T>>, () => void] {
  const [value, setValue] = useState<T>(() => readDraft<T>(key) ?? initial);
  const typed = useRef(false);
  const set = useCallback<Dispatch<SetStateAction<T>>>((next) => {
    typed.current = true;
    setValue(next);
  }, []);
  useEffect(() => {
    if (typed.current) writeDraft(key, value);
  }, [key, value]);
  const clear = useCallback(() => {
    typed.current = false;
    forgetDraft(key);
  }, [key]);
  return [value, set, clear];
}

export function readDraft<T>(key: string): T | undefined {
  try {
    const raw = localStorage.getItem(prefix + key);
    if (!raw) return undefined;
    const kept = JSON.parse(raw) as Kept<T>;
    if (Date.now() - kept.at < keptForMs) return kept.value;
    localStorage.removeItem(prefix + key);
  } catch {
    // Without storage, or with something else in it, there is no draft.
  }
  return undefined;
}

export function writeDraft<T>(key: string, value: T): void {
  try {
    if (value === '') localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, JSON.stringify({ at: Date.now(), value } satisfies Kept<T>));
  } catch {
    // Full or forbidden storage: the words stay in the page.
  }
}

export function forgetDraft(key: string): void {
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // Nothing was kept.
  }
}

export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
