import { useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { ServerClock } from '@/lib/room/clock-offset';
import type { RoomSocket } from '@/lib/room/socket';
import { useRoomPlace, useSocket } from '../session';
import { RoomClock } from '../useNow';

const clocks = new WeakMap<RoomSocket, ServerClock>();

function clockOf(socket: RoomSocket): ServerClock {
  const known = clocks.get(socket);
  if (known) return known;
  const clock = new ServerClock((c, heard) => socket.askTime(c, heard));
  clocks.set(socket, clock);
  return clock;
}

const never = () => () => {};

/** The server's clock, measured while somebody looks at it; when the room plays again, the clock of the log. */
export function useServerClock(): () => number {
  const socket = useSocket();
  const { offset } = useRoomPlace();
  const log = useContext(RoomClock);
  const clock = socket && !offset ? clockOf(socket) : undefined;
  useSyncExternalStore(clock?.subscribe ?? never, () => clock?.getSnapshot());
  useEffect(() => clock?.measure(), [clock]);
  return clock?.now ?? log;
}

/** Whole seconds left until a moment of the server's clock, changing when they do; below nought after it. */
export function useCountdown(zero: number): number {
  const now = useServerClock();
  const [left, setLeft] = useState(() => secondsLeft(zero, now()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const ms = zero - now();
      setLeft(secondsLeft(zero, now()));
      // To the very moment at which the figure changes, but not so far that a better offset would come too late.
      const rest = ((ms % 1000) + 1000) % 1000;
      timer = setTimeout(tick, Math.min(200, rest + 1));
    };
    tick();
    return () => clearTimeout(timer);
  }, [zero, now]);
  return left;
}

function secondsLeft(zero: number, now: number): number {
  return Math.ceil((zero - now) / 1000);
}
