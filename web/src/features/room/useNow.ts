import { createContext, useContext, useEffect, useState } from 'react';

/** What time it is in the room: now, or then when it plays again. */
export const RoomClock = createContext<() => number>(Date.now);

/** The time in the room, renewed every `everyMs` while `on`. */
export function useNow(everyMs = 1000, on = true): number {
  const clock = useContext(RoomClock);
  const [now, setNow] = useState(clock);
  useEffect(() => {
    if (!on) return;
    setNow(clock());
    const timer = setInterval(() => setNow(clock()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, on, clock]);
  return now;
}

/** Whole seconds until a moment, never below nought. */
export function secondsUntil(moment: number, now: number): number {
  return Math.max(0, Math.ceil((moment - now) / 1000));
}

/** 9:05, 1:02:03 — the length of a wait. */
export function lengthOf(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
