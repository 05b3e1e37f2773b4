import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '@/lib/api';
import { useDraft } from '@/lib/draft';

const retryMs = 4000;

interface Reading {
  /** Read in this browser or, says the server, before. */
  read: ReadonlySet<number>;
  note: (page: number) => void;
  /** Pages the server has not heard of yet. */
  unsent: number;
  /** Why it has not, when it refused. */
  error: unknown;
}

/**
 * Which pages have been read. Each is told to the server by `send`; what it has not heard of is kept on this device
 * and told once there is a network again.
 */
export function useReading(name: string, known: readonly number[], send: (page: number) => Promise<unknown>): Reading {
  const [mine, setMine] = useDraft<number[]>(`sign.read.${name}`, []);
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const busy = useRef(false);
  const next = mine.find((page) => !known.includes(page));

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` sends the same page again
  useEffect(() => {
    if (next === undefined || busy.current) return;
    let again: ReturnType<typeof setTimeout> | undefined;
    busy.current = true;
    send(next)
      .then(
        () => setError(undefined),
        (cause: unknown) => {
          const passing = !(cause instanceof ApiError) || cause.passing;
          if (!passing) setError(cause);
          again = setTimeout(() => setTries((count) => count + 1), passing ? retryMs : 10 * retryMs);
        },
      )
      .finally(() => {
        busy.current = false;
        setTries((count) => count + (again ? 0 : 1));
      });
    const online = () => setTries((count) => count + 1);
    addEventListener('online', online);
    return () => removeEventListener('online', online);
  }, [next, tries, send]);

  const note = useCallback((page: number) => setMine((all) => (all.includes(page) ? all : [...all, page])), [setMine]);
  const read = new Set([...known, ...mine]);
  return { read, note, unsent: mine.filter((page) => !known.includes(page)).length, error };
}
