import { useCallback, useState } from 'react';
import { lineOf } from '@/lib/room/fold';
import { readEntries } from '../api';
import { useRoomSession, useRoomView } from '../session';
import { linesOf } from '../views';

const step = 200;

/** Reads lines from before the snapshot, a stretch of the log at a time. */
export function useEarlier(): { more: boolean; busy: boolean; load: () => void } {
  const { id, socket } = useRoomSession();
  const lines = useRoomView(linesOf);
  const first = lines[0]?.seq ?? 1;
  const [reached, setReached] = useState<number>();
  const [busy, setBusy] = useState(false);
  const from = Math.min(first, reached ?? first);

  const load = useCallback(async () => {
    setBusy(true);
    try {
      // A stretch may hold nothing but turned pages; go on until a line turns up or the log begins.
      for (let end = from; end > 1; ) {
        const after = Math.max(0, end - 1 - step);
        const { items, people } = await readEntries(id, 'public', after, end - 1 - after);
        const found = items.filter((entry) => entry.type === 'chat.posted').map(lineOf);
        end = after + 1;
        setReached(end);
        if (found.length === 0) continue;
        socket.addEarlier(found, people);
        break;
      }
    } catch {
      // The button stays; pressing it again asks again.
    } finally {
      setBusy(false);
    }
  }, [id, socket, from]);

  return { more: from > 1 && lines.length >= 50, busy, load: () => void load() };
}
