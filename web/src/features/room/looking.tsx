import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useRoomView } from './session';
import { type SlidesData, slidesOf } from './stage/data';
import { stageOf } from './views';

/** A page a viewer has turned to alone, away from what is on stage. */
export interface Looking extends SlidesData {
  /** When that page was on stage, if it was chosen on the timeline. */
  at?: string;
  seq?: number;
}

export interface LookingContext {
  looking: Looking | undefined;
  /** What lies on stage now, when that is slides. */
  live: SlidesData | undefined;
  look: (where: Looking) => void;
  leaf: (by: number) => void;
  back: () => void;
}

const Context = createContext<LookingContext | undefined>(undefined);

/** For a room in which leafing means something else, such as going to another time. */
export const LookingElsewhere = Context.Provider;

export function LookingProvider({ children }: { children: ReactNode }) {
  const [looking, setLooking] = useState<Looking>();
  const stage = useRoomView(stageOf);
  const live = useMemo(() => slidesOf(stage), [stage]);

  const look = useCallback(
    (where: Looking) => {
      const onStage = live && where.file === live.file && where.page === live.page;
      setLooking(onStage ? undefined : where);
    },
    [live],
  );
  const leaf = useCallback(
    (by: number) => {
      const from = looking ?? live;
      if (!from) return;
      const page = Math.min(Math.max(1, from.page + by), from.pages);
      if (page === from.page) return;
      look({ file: from.file, name: from.name, pages: from.pages, page });
    },
    [looking, live, look],
  );
  const back = useCallback(() => setLooking(undefined), []);

  // The presenter arriving at the page I am on brings me back to live.
  const arrived = looking && live && looking.file === live.file && looking.page === live.page;
  const value = useMemo(
    () => ({ looking: arrived ? undefined : looking, live, look, leaf, back }),
    [arrived, looking, live, look, leaf, back],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useLooking(): LookingContext {
  const value = useContext(Context);
  if (!value) throw new Error('outside of a room');
  return value;
}
