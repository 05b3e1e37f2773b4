import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { seal } from '@/lib/signing/sealing';
import { signKeys } from './api';
import { isClosing, keyLost, type Mine, type Turn } from './model';
import { useHeld } from './useHeld';

interface Sealing {
  turn: Turn | undefined;
  lost: boolean;
  error: unknown;
}

/** Gives this browser's signature when it is asked for, whatever of the agreement is on screen. */
export function useSealing(mine: Mine): Sealing {
  const queries = useQueryClient();
  const [turn, setTurn] = useState<Turn>();
  const [error, setError] = useState<unknown>();
  const agreement = mine.agreement.id;
  const hash = mine.keySha256;
  const held = useHeld(hash);
  const active = isClosing(mine.agreement) && mine.keepKey && held === true;

  useEffect(() => {
    if (!active || !hash) return;
    const stop = new AbortController();
    setError(undefined);
    const look = () => void queries.invalidateQueries({ queryKey: signKeys.mine(agreement), exact: true });
    seal(agreement, hash, stop.signal, (next) => {
      setTurn((last) => {
        if (last?.sealed !== next.sealed || last?.state !== next.state) look();
        return next;
      });
    })
      .catch((cause: unknown) => setError(cause))
      .finally(look);
    return () => stop.abort();
  }, [active, agreement, hash, queries]);

  return { turn, lost: keyLost(mine, held), error };
}
