import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useRoomView } from '../session';
import { stageOf } from '../views';
import { parcelOf } from './data';

/** Where a viewer looks while the presenter shows something else. */
export interface Wander {
  /** The parcel this viewer has chosen alone. */
  parcel: string | undefined;
  /** The map is not where the presenter has it. */
  away: boolean;
  look: (parcel: string) => void;
  roam: () => void;
  back: () => void;
}

const Context = createContext<Wander | undefined>(undefined);

export function WanderProvider({ children }: { children: ReactNode }) {
  const [parcel, setParcel] = useState<string>();
  const [away, setAway] = useState(false);
  const stage = useRoomView(stageOf);
  const shown = parcelOf(stage)?.parcel;
  const onMap = shown !== undefined;

  const back = useCallback(() => {
    setParcel(undefined);
    setAway(false);
  }, []);
  const roam = useCallback(() => setAway(true), []);
  const look = useCallback(
    (wanted: string) => {
      setParcel(wanted);
      setAway(onMap);
    },
    [onMap],
  );
  // Another kind of stage takes the map away, and with it what was looked at on it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only its coming and going counts
  useEffect(back, [onMap, back]);

  const value = useMemo(() => ({ parcel, away, look, roam, back }), [parcel, away, look, roam, back]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useWander(): Wander {
  const value = useContext(Context);
  if (!value) throw new Error('outside of a room');
  return value;
}
