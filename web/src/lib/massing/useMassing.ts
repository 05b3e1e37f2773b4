import { useEffect, useState } from 'react';
import type { Massing, MassingInput } from './types';

let worker: Worker | undefined;
let asked = 0;

/** Computes beside the page: a plot of many corners takes longer than a slider may hang. */
function massingLater(input: MassingInput, done: (massing: Massing) => void): () => void {
  worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const mine = worker;
  const id = ++asked;
  const answer = ({ data }: MessageEvent<{ id: number; massing: Massing }>) => {
    if (data.id === id) done(data.massing);
  };
  mine.addEventListener('message', answer);
  mine.postMessage({ id, input });
  return () => mine.removeEventListener('message', answer);
}

/** The massing of an input; the one before stays until the next is there. */
export function useMassing(input: MassingInput | undefined): Massing | undefined {
  const [made, setMade] = useState<Massing>();
  const key = input && JSON.stringify(input);
  useEffect(() => {
    if (!key) return setMade(undefined);
    return massingLater(JSON.parse(key), setMade);
  }, [key]);
  return made;
}
