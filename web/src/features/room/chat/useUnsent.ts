import { useMemo } from 'react';
import { notYetInLog, type OutboxItem } from '@/lib/room/outbox';
import { useRoomMe } from '../api';
import { useOutbox, useRoomSession, useRoomView } from '../session';
import { enteredOf, linesOf, youOf } from '../views';

/** My lines that are not in the log: those of this device's outbox, and those written elsewhere that wait for review. */
export function useUnsent(): readonly OutboxItem[] {
  const { id } = useRoomSession();
  const { items } = useOutbox();
  const waiting = useRoomMe(id, useRoomView(enteredOf)).data?.waiting;
  const lines = useRoomView(linesOf);
  const me = useRoomView(youOf)?.id;
  return useMemo(() => {
    const known = new Set(items.map((item) => item.waiting));
    const elsewhere = (waiting ?? []).filter((line) => !known.has(line.seq));
    return [
      ...elsewhere.map(
        ({ seq, text, at }): OutboxItem => ({ key: `review-${seq}`, text, at, state: 'review', waiting: seq }),
      ),
      ...notYetInLog(items, lines, me),
    ];
  }, [items, waiting, lines, me]);
}
