import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { type RoomInfo, roomKeys } from '../api';
import { useRoomSession, useRoomView } from '../session';
import { byeOf, phaseOf } from '../views';
import { DoorCard } from './DoorCard';
import styles from './door.module.css';

const againMs = 3000;

/**
 * Takes the place of the room when the server has shut it for this person. The door knows best why: it is read
 * again, and the page then shows its reason, or comes back in when it is open after all.
 */
export function Leaving({ children }: { children: ReactNode }) {
  const { t } = useTranslation('room');
  const { id, socket } = useRoomSession();
  const queries = useQueryClient();
  const closed = useRoomView(phaseOf) === 'closed';
  const kicked = useRoomView(byeOf)?.code === 'kicked';

  useEffect(() => {
    if (!closed || kicked) return;
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
  }, [closed, kicked, queries, id, socket]);

  if (!closed) return children;
  if (!kicked) return <div className={styles.door} aria-busy="true" />;
  const action = (
    <Button
      variant="primary"
      onClick={() => {
        void queries.invalidateQueries({ queryKey: roomKeys.info(id) });
        socket.reconnect();
      }}
    >
      {t('door.kicked.action')}
    </Button>
  );
  return (
    <DoorCard title={t('door.kicked.title')} actions={action}>
      {t('door.kicked.text')}
    </DoorCard>
  );
}
