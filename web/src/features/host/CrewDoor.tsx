import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/api';
import { useMe } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { useRoom, useRoomMe } from '../room/api';
import { Door } from '../room/door/Door';
import { DoorCard } from '../room/door/DoorCard';
import { LookingProvider } from '../room/looking';
import { MediaProvider } from '../room/media/MediaProvider';
import { Opening } from '../room/Opening';
import { type RoomInfo, RoomProvider } from '../room/session';

const crewRoles = ['host', 'presenter', 'moderator'];

interface CrewDoorProps {
  room: string;
  /** Of the page, before the session's own. */
  title: string;
  children: (info: RoomInfo) => ReactNode;
}

/** The door of pages for those who run a session: the room's own, and then only with a role in it. */
export function CrewDoor({ room, title, children }: CrewDoorProps) {
  const { t, i18n } = useTranslation('host');
  const info = useRoom(room);
  const me = useMe();
  const inRoom = useRoomMe(room);
  const session = info.data && inLanguage(info.data.session.title, i18n.language);
  useTitle(session && `${title} ${session}`);
  if (info.isPending || me.isPending || (me.data && inRoom.isPending)) return <Opening />;
  const unreachable = inRoom.error instanceof ApiError && inRoom.error.passing;
  if (info.isError || !info.data.door.open || !me.data || unreachable) {
    return <Door room={room} info={info} me={me.data} />;
  }
  if (!crewRoles.includes(inRoom.data?.role ?? '')) {
    return (
      <DoorCard
        title={t('denied.title', { page: title })}
        actions={
          <Link to="/rooms/$room" params={{ room }} className="btn pri">
            {t('denied.action')}
          </Link>
        }
      >
        {t('denied.text')}
      </DoorCard>
    );
  }
  return (
    <RoomProvider key={room} info={info.data} person={me.data.id}>
      <MediaProvider>
        <LookingProvider>{children(info.data)}</LookingProvider>
      </MediaProvider>
    </RoomProvider>
  );
}
