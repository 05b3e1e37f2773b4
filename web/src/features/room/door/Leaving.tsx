import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { type RoomInfo, roomKeys } from '../api';
import { useRoomSession, useRoomView } from '../session';
import { phaseOf } from '../views';
import styles from './door.module.css';

const againMs = 3000;

/**
 * Takes the place of the room when the server has shut it for this person. The door knows best why — put out,
 * shut out, over, no longer invited: it is read again, and the page then shows its reason, or comes back in when
 * it is open after all.
 */
export function Leaving({ children }: { children: ReactNode }) {
  const { id, socket } = useRoomSession();
  const queries = useQueryClient();
  const closed = useRoomView(phaseOf) === 'closed';

  useEffect(() => {
    if (!closed) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let here = true;
    void queries.invalidateQueries({ queryKey: roomKeys.info(id) }).then(() => {
      const open = queries.getQueryData<RoomInfo>(roomKeys.info(id))?.door.open;
      if (here && open) timer = setTimeout(socket.reconnect, againMs);
    });
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [closed, queries, id, socket]);

  return closed ? <div className={styles.door} aria-busy="true" /> : children;
}
