import { useEffect, useMemo, useState } from 'react';
import { motion, still } from './ink';
import type { Surface } from './surface';

/** How far a parcel has come in: its outline is drawn corner by corner, then veil and model rise. */
export class Arrival {
  private readonly began = performance.now();
  private readonly cut = still();

  now(): { pen: number; rise: number } {
    if (this.cut) return { pen: 1, rise: 1 };
    const past = (performance.now() - this.began) / motion.stage;
    return { pen: eased(past), rise: eased(past - 1) };
  }

  get over(): boolean {
    return this.now().rise === 1;
  }
}

function eased(share: number): number {
  if (share <= 0) return 0;
  return share >= 1 ? 1 : 1 - (1 - share) ** 3;
}

/** The arrival of a parcel that has a massing; a changed massing of the same parcel does not arrive again. */
export function useArrival(surface: Surface | undefined, parcel: string | undefined) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each parcel arrives once
  const arrival = useMemo(() => new Arrival(), [parcel, surface]);
  const [penned, setPenned] = useState<string>();

  useEffect(() => {
    if (!surface || !parcel) return setPenned(undefined);
    let frame = 0;
    const step = () => {
      const { pen, rise } = arrival.now();
      surface.setModelOpacity(rise);
      if (pen === 1) setPenned(parcel);
      if (!arrival.over) frame = requestAnimationFrame(step);
    };
    step();
    return () => cancelAnimationFrame(frame);
  }, [surface, parcel, arrival]);

  return { arrival, drawn: penned === parcel };
}
