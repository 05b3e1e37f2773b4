import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { ApiError } from '@/lib/api';
import { loadWords } from '@/lib/i18n';
import type { Kit, KitState } from '@/lib/media/kit';
import { leadOf } from '@/lib/media/layout';
import { type MediaState, RoomMedia } from '@/lib/media/room-media';
import type { ScenePerson } from '@/lib/room/types';
import { useRoomNow, useRoomSession, useRoomView } from '../session';
import { roomStateOf, sceneOf, youOf } from '../views';
import { askToken, reportQuality } from './api';

/** Fetched with its words when somebody goes behind the stage; nobody else needs it. */
const Backstage = lazy(() => loadWords('media').then(() => import('../backstage/Backstage')));

export interface MediaValue {
  media: RoomMedia;
  state: MediaState;
  /** Who is large: whom the host put forward, else whoever speaks. */
  lead: string | undefined;
  /** Whether there is anything of the scene for this viewer to see. */
  shown: boolean;
  /** My seat, while I am on stage. */
  mine: ScenePerson | undefined;
  /** What I bring on stage, once I have looked at it. */
  kit: Kit | undefined;
  kitState: KitState | undefined;
  openBackstage: () => void;
}

const Context = createContext<MediaValue | undefined>(undefined);

/** Who runs the session: they see it as it is now. */
export const crew = ['host', 'presenter', 'moderator'];
const never = () => () => {};

/** The video of an open room: who is connected for what follows from the scene and from what this page is ready for. */
export function MediaProvider({ children }: { children: ReactNode }) {
  const { id } = useRoomSession();
  const media = useMemo(
    () =>
      new RoomMedia({
        token: (as) => askToken(id, as),
        open: async (token, events) => (await import('@/lib/media/live-line')).openLine(token, events),
        report: (figures) => reportQuality(id, figures),
        isRefusal: (cause) => cause instanceof ApiError && !cause.passing,
      }),
    [id],
  );
  const [kit, setKit] = useState<Kit>();
  const [backstage, setBackstage] = useState(false);
  const state = useSyncExternalStore(media.subscribe, media.getSnapshot);
  const kitState = useSyncExternalStore(kit?.subscribe ?? never, () => kit?.getSnapshot());
  const { mine, shown } = useWishes(media, state, kit, kitState);
  const lead = useLead(state.speaking);
  useEffect(() => () => media.stop(), [media]);
  useEffect(() => () => kit?.close(), [kit]);

  const openBackstage = useCallback(() => setBackstage(true), []);
  const value = useMemo(
    () => ({ media, state, lead, shown, mine, kit, kitState, openBackstage }),
    [media, state, lead, shown, mine, kit, kitState, openBackstage],
  );
  return (
    <Context.Provider value={value}>
      {children}
      {backstage && (
        <Suspense fallback={null}>
          <Backstage onKit={setKit} onClose={() => setBackstage(false)} />
        </Suspense>
      )}
    </Context.Provider>
  );
}

/** What this page is connected for, and what it sends. Going live needs no touch of mine once I have said ready. */
function useWishes(media: RoomMedia, { elsewhere }: MediaState, kit: Kit | undefined, kitState: KitState | undefined) {
  const scene = useRoomView(sceneOf);
  const you = useRoomView(youOf);
  const state = useRoomView(roomStateOf);
  // Whoever is called comes at once; the rest of the stage keeps step with the film, where there is one.
  const called = useRoomNow(sceneOf);
  const mine = you && called.people.find((each) => each.id === you.id);
  const isCrew = crew.includes(you?.role ?? '');
  const ready = kitState?.ready ?? false;
  const over = state === 'ended';
  // Whoever is brought on before the start is seen by those who run the session alone.
  const may = !over && (isCrew || mine !== undefined || state !== 'waiting');
  const people = scene.people.length > 0;
  const as = over ? undefined : ready && (mine || isCrew) ? 'stage' : may && people ? 'viewer' : undefined;
  useEffect(() => media.wish(as), [media, as]);

  const onStage = mine !== undefined;
  const { camera, microphone, screen } = kitState ?? {};
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tracks are what to react to
  useEffect(
    () => media.bring(onStage && ready ? kit?.brought() : undefined),
    [media, kit, onStage, ready, camera?.track, microphone?.track, screen?.tracks],
  );
  const silenced = mine?.muted ?? false;
  useEffect(() => kit?.silence(silenced), [kit, silenced]);
  useEffect(() => {
    if (elsewhere || over) kit?.close();
  }, [kit, elsewhere, over]);
  // A guest goes back to the audience with the camera off; who runs the session stays ready for the next turn.
  const was = useRef(onStage);
  useEffect(() => {
    if (was.current && !onStage && !isCrew) kit?.close();
    was.current = onStage;
  }, [kit, onStage, isCrew]);
  return { mine, shown: may && (people || scene.hold !== undefined) };
}

/** Who is large; it stays when nobody speaks. */
function useLead(speaking: readonly string[]): string | undefined {
  const scene = useRoomView(sceneOf);
  const before = useRef<string>(undefined);
  const lead = leadOf(scene, speaking, before.current);
  useEffect(() => {
    before.current = lead;
  }, [lead]);
  return lead;
}

export function useMedia(): MediaValue {
  const value = useContext(Context);
  if (!value) throw new Error('outside of a room with video');
  return value;
}

/** Whether there is video to show here; a room that plays again has none of its own. */
export function useMediaShown(): boolean {
  return useContext(Context)?.shown ?? false;
}
