import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { type Playback, ReplayPlayer } from '@/lib/room/replay';
import { ReplayClock } from '@/lib/room/replay-clock';
import { ReplayFilm } from '@/lib/room/replay-film';
import { ReplayLog } from '@/lib/room/replay-log';
import { readEntries } from '../room/api';
import { type LookingContext, LookingElsewhere } from '../room/looking';
import { RoomPlaceProvider, useRoomView } from '../room/session';
import { WanderProvider } from '../room/showcase/wander';
import { slidesOf } from '../room/stage/data';
import { RoomClock } from '../room/useNow';
import { stageOf } from '../room/views';
import type { Chapter, Replay } from './api';
import { useAddress } from './useAddress';

interface ReplayContext {
  replay: Replay;
  player: ReplayPlayer;
  /** Goes to what was on stage before, or next. */
  leaf: (by: number) => void;
}

const Context = createContext<ReplayContext | undefined>(undefined);

export function useReplay(): ReplayContext {
  const value = useContext(Context);
  if (!value) throw new Error('outside of a replay');
  return value;
}

export function usePlayback(): Playback {
  const { player } = useReplay();
  return useSyncExternalStore(player.subscribe, player.getPlayback);
}

/** Gives the parts of a room the room as it was, instead of a socket. */
export function ReplayProvider({ replay, children }: { replay: Replay; children: ReactNode }) {
  const player = useMemo(() => playerOf(replay), [replay]);
  useEffect(() => () => player.stop(), [player]);
  useAddress(player);
  const place = useMemo(
    () => ({
      id: replay.room,
      info: { ...replay, id: replay.room },
      source: player,
      offset: () => player.getPlayback().offset,
    }),
    [replay, player],
  );
  const value = useMemo(() => {
    const leaf = (by: number) => {
      const to = neighbour(replay.chapters, player.getPlayback().offset, by);
      if (to) void player.seek(to.offset);
    };
    return { replay, player, leaf };
  }, [replay, player]);
  return (
    <RoomClock.Provider value={player.now}>
      <RoomPlaceProvider value={place}>
        <Context.Provider value={value}>
          <WanderProvider>
            <Leafing>{children}</Leafing>
          </WanderProvider>
        </Context.Provider>
      </RoomPlaceProvider>
    </RoomClock.Provider>
  );
}

/** Leafing through slides, and a look at what was on stage, are ways through time here. */
function Leafing({ children }: { children: ReactNode }) {
  const { player, leaf } = useReplay();
  const stage = useRoomView(stageOf);
  const value = useMemo<LookingContext>(
    () => ({
      looking: undefined,
      live: slidesOf(stage),
      look: ({ seq }) => {
        if (seq) void player.seekEntry(seq);
      },
      leaf,
      back: () => undefined,
    }),
    [stage, player, leaf],
  );
  return <LookingElsewhere value={value}>{children}</LookingElsewhere>;
}

function playerOf({ room, head, clock, recordings }: Replay): ReplayPlayer {
  const log = new ReplayLog({
    head,
    clock: new ReplayClock(clock.map(({ at, offset }) => ({ at: Date.parse(at), offset }))),
    read: (after, limit) => readEntries(room, 'public', after, limit),
  });
  const filmed = recordings.map(({ id, url, spans }) => ({
    id,
    url,
    spans: spans.map(({ from, until }) => ({ from: Date.parse(from), until: Date.parse(until) })),
  }));
  return new ReplayPlayer(log, new ReplayFilm(log.clock, filmed));
}

/** Having just arrived somewhere, going back means the one before. */
const justMs = 2000;

/** What was on stage before or after a time. */
export function neighbour(chapters: readonly Chapter[], offset: number, by: number): Chapter | undefined {
  const stages = chapters.filter(({ kind }) => kind === 'stage' || kind === 'parcel');
  if (by > 0) return stages.find((chapter) => chapter.offset > offset);
  return stages.filter((chapter) => chapter.offset < offset - justMs).at(-1) ?? stages[0];
}
