import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

type State = Record<string, string | undefined>;

/** Filters and open tabs live in the address, so that reload, back and a copied link show the same. */
export function useUrlState(): [State, (change: State) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const state = Object.fromEntries(
    Object.entries(search).map(([key, value]) => [key, value == null ? undefined : String(value)]),
  );
  const set = useCallback(
    (change: State) => {
      const next = (before: State) => {
        const merged = { ...before, ...change };
        return Object.fromEntries(Object.entries(merged).filter(([, value]) => value));
      };
      void navigate({ to: '.', search: next as never, replace: true, resetScroll: false });
    },
    [navigate],
  );
  return [state, set];
}
