import { useEffect, useState } from 'react';

/** A value once it has not changed for a moment: what somebody typed, not each key. */
export function usePause<T>(value: T, ms = 300): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
