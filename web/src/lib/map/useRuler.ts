import { useCallback, useEffect, useState } from 'react';
import { measuredFeatures } from './measure';
import type { Surface } from './surface';
import type { LngLat } from './types';

/** Points laid on the ground one after another while measuring. */
export function useRuler(surface: Surface | undefined) {
  const [on, setOn] = useState(false);
  const [points, setPoints] = useState<LngLat[]>([]);

  useEffect(() => surface?.setData('measure', on ? measuredFeatures(points) : []), [surface, on, points]);

  const add = useCallback((place: LngLat) => setPoints((before) => [...before, place]), []);
  const undo = useCallback(() => setPoints((before) => before.slice(0, -1)), []);
  const clear = useCallback(() => setPoints([]), []);
  const toggle = useCallback(() => {
    setOn((before) => !before);
    setPoints([]);
  }, []);
  return { on, points, add, undo, clear, toggle };
}
