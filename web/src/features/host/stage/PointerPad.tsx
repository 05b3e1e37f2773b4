import { type PointerEvent, useEffect, useRef } from 'react';
import { useRoomSession } from '../../room/session';
import { PointerDot } from '../../room/stage/PointerDot';
import styles from '../host.module.css';

/** Often enough to look like a hand, seldom enough for 5,000 viewers. */
const everyMs = 60;

/** Over the monitor: the presenter's pointer, as everyone sees it. */
export function PointerPad({ page }: { page: number }) {
  const { socket } = useRoomSession();
  const last = useRef(0);
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(later.current);
      socket.sticky('pointer', null);
    },
    [socket],
  );
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = (at: number, from: number, size: number) => Math.min(1, Math.max(0, (at - from) / size));
    const data = { x: part(event.clientX, box.left, box.width), y: part(event.clientY, box.top, box.height), page };
    clearTimeout(later.current);
    const wait = Math.max(0, last.current + everyMs - Date.now());
    later.current = setTimeout(() => {
      last.current = Date.now();
      socket.sticky('pointer', data);
    }, wait);
  };
  const leave = () => {
    clearTimeout(later.current);
    socket.sticky('pointer', null);
  };
  return (
    <div className={styles.pad} onPointerMove={move} onPointerLeave={leave} aria-hidden="true">
      <PointerDot />
    </div>
  );
}
