import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react';
import { inboxKeys } from '@/lib/inbox';
import { RoomInStep } from '@/lib/room/in-step';
import { Outbox, type OutboxState } from '@/lib/room/outbox';
import { type ConnectionState, RoomSocket } from '@/lib/room/socket';
import { askDoor, postLine, type RoomInfo, type RoomMe, renewSignIn, roomKeys, type Slides, useSlides } from './api';
import { enteredOf } from './views';

/** Where what a room shows comes from: its socket, or the log when it plays again. */
export interface RoomSource {
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => ConnectionState;
}

/** What everything that shows a room needs to know. */
export interface RoomPlace {
  id: string;
  info: Pick<RoomInfo, 'id' | 'session' | 'event'>;
  source: RoomSource;
  /** Where the clock of a replay is, in milliseconds. */
  offset?: () => number;
}

/** What everything inside an open room shares: its socket, what waits to be sent, and who I am in it. */
interface RoomSession {
  id: string;
  info: RoomInfo;
  socket: RoomSocket;
  /** What the page shows: the socket's room, or a step behind it where a film is. */
  inStep: RoomInStep;
  outbox: Outbox;
}

const Session = createContext<RoomSession | undefined>(undefined);
const Place = createContext<RoomPlace | undefined>(undefined);

export const RoomPlaceProvider = Place.Provider;

export function RoomProvider({ info, person, children }: { info: RoomInfo; person: string; children: ReactNode }) {
  const id = info.id;
  const queries = useQueryClient();
  const socket = useMemo(
    () =>
      new RoomSocket({
        url: `/ws/rooms/${encodeURIComponent(id)}`,
        probe: () => askDoor(id),
        refresh: renewSignIn,
      }),
    [id],
  );
  const inStep = useMemo(() => new RoomInStep(socket), [socket]);
  const outbox = useMemo(
    () =>
      new Outbox({
        room: id,
        person,
        post: (item) => postLine(id, item),
        head: () => socket.getSnapshot().heads.public ?? 0,
      }),
    [id, person, socket],
  );

  useEffect(() => inStep.start(), [inStep]);

  useEffect(() => {
    socket.start();
    return () => socket.stop();
  }, [socket]);

  useEffect(() => {
    outbox.start();
    return () => outbox.stop();
  }, [outbox]);

  useEffect(() => {
    let { phase } = socket.getSnapshot();
    let role: string | undefined;
    let seen = 0;
    let noted = 0;
    return socket.subscribe(() => {
      const state = socket.getSnapshot();
      if (state.phase === 'open' && phase !== 'open') {
        outbox.flush();
        // What is mine alone is not in the snapshot.
        void queries.invalidateQueries({ queryKey: roomKeys.me(id) });
      }
      phase = state.phase;
      // Another role is another page: the console closes for one, opens for the other.
      if (role && state.you && state.you.role !== role) void queries.invalidateQueries({ queryKey: roomKeys.me(id) });
      role = state.you?.role;
      outbox.arrived(state.heads.public ?? 0);
      for (const entry of state.inbox.filter((each) => each.seq > seen)) {
        seen = entry.seq;
        if (entry.type.startsWith('question.')) void queries.invalidateQueries({ queryKey: roomKeys.me(id) });
        if (entry.type === 'question.answered') void queries.invalidateQueries({ queryKey: inboxKeys.all });
        if (entry.type === 'chat.reviewed' && entry.data) {
          const { ref, decision, reason } = entry.data as {
            ref: number;
            decision: 'publish' | 'reject';
            reason?: string;
          };
          outbox.reviewed(ref, decision, reason);
          void queries.invalidateQueries({ queryKey: roomKeys.me(id) });
        }
        if (entry.type.startsWith('hand.')) void queries.invalidateQueries({ queryKey: roomKeys.me(id) });
      }
      const note = state.staff?.log.at(-1);
      const added = note && note.seq > noted && note.type.startsWith('slides.');
      noted = note?.seq ?? noted;
      if (added || unknownFile(state, queries.getQueryData(roomKeys.slides(id)))) {
        void queries.invalidateQueries({ queryKey: roomKeys.slides(id) }, { cancelRefetch: false });
      }
    });
  }, [socket, outbox, queries, id]);

  const session = useMemo(() => ({ id, info, socket, inStep, outbox }), [id, info, socket, inStep, outbox]);
  const place = useMemo(() => ({ id, info, source: inStep }), [id, info, inStep]);
  return (
    <Place.Provider value={place}>
      <Session.Provider value={session}>{children}</Session.Provider>
    </Place.Provider>
  );
}

/** Whether something lies on stage that the list of materials does not have yet. */
function unknownFile({ room }: ConnectionState, known: Slides[] | undefined): boolean {
  const file = room.stage?.data.file;
  return known !== undefined && typeof file === 'string' && !known.some((each) => each.file === file);
}

export function useRoomSession(): RoomSession {
  const session = useContext(Session);
  if (!session) throw new Error('outside of a room');
  return session;
}

/** The socket, where there is one: a room that plays again has none. */
export function useSocket(): RoomSocket | undefined {
  return useContext(Session)?.socket;
}

export function useRoomPlace(): RoomPlace {
  const place = useContext(Place);
  if (!place) throw new Error('outside of a room');
  return place;
}

/** A part of what the room shows. `select` has to return the same object for the same state. */
export function useRoomView<T>(select: (state: ConnectionState) => T): T {
  const { source } = useRoomPlace();
  const read = useCallback(() => select(source.getSnapshot()), [source, select]);
  return useSyncExternalStore(source.subscribe, read);
}

/** The same of the room as it is this very moment, whatever picture is seen. */
export function useRoomNow<T>(select: (state: ConnectionState) => T): T {
  const { socket } = useRoomSession();
  const read = useCallback(() => select(socket.getSnapshot()), [socket, select]);
  return useSyncExternalStore(socket.subscribe, read);
}

export function useOutbox(): OutboxState {
  const { outbox } = useRoomSession();
  return useSyncExternalStore(outbox.subscribe, outbox.getSnapshot);
}

/** Whether the room lets me do this now; follows a change of role at once. */
export function useCan(operation: string): boolean {
  return useRoomView(useCallback((state) => state.you?.can.includes(operation) ?? false, [operation]));
}

/** What was brought to this session, asked for once the room has let us in. */
export function useMaterials() {
  const { id } = useRoomSession();
  return useSlides(id, useRoomView(enteredOf));
}

export type { RoomInfo, RoomMe };
