import { useEffect, useState } from 'react';

/** The time, looked at again every so often: for what opens or closes by the clock. */
export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    const look = () => setNow(Date.now());
    document.addEventListener('visibilitychange', look); // timers sleep in a hidden tab
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [everyMs]);
  return now;
}
