import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { roomKeys } from '../api';
import { useRoomSession, useRoomView } from '../session';
import { byeOf, phaseOf } from '../views';
import { DoorCard } from './DoorCard';

/** Takes the place of the room when the server has shut it for this person, and says why. */
export function Leaving({ children }: { children: ReactNode }) {
  const { t } = useTranslation('room');
  const { id, info, socket } = useRoomSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const phase = useRoomView(phaseOf);
  const code = useRoomView(byeOf)?.code;
  const atDoor = phase === 'closed' && code !== 'kicked';

  useEffect(() => {
    // The door knows best why: banned, full, ended, or no longer invited.
    if (atDoor) void queries.invalidateQueries({ queryKey: roomKeys.info(id) });
  }, [atDoor, queries, id]);

  if (phase === 'closed') {
    const kind = code === 'kicked' ? 'kicked' : code === 'banned' ? 'banned' : undefined;
    if (!kind) return <DoorCard title={t('door.failed.title')}>{t('door.failed.text')}</DoorCard>;
    return (
      <DoorCard
        title={t(`door.${kind}.title`)}
        actions={
          kind === 'kicked' ? (
            <Button variant="primary" onClick={socket.reconnect}>
              {t('door.kicked.action')}
            </Button>
          ) : (
            <Button onClick={() => void navigate({ to: '/events/$slug', params: { slug: info.event.slug } })}>
              {t('door.banned.action')}
            </Button>
          )
        }
      >
        {t(`door.${kind}.text`)}
      </DoorCard>
    );
  }
  return children;
}
