import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/api';
import { useMe } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { Announcer } from '../room/Announcer';
import { useRoom, useRoomMe } from '../room/api';
import { CutBar } from '../room/CutBar';
import { Door } from '../room/door/Door';
import { DoorCard } from '../room/door/DoorCard';
import { Leaving } from '../room/door/Leaving';
import { LookingProvider } from '../room/looking';
import { Opening } from '../room/Opening';
import { type RoomInfo, RoomProvider } from '../room/session';
import { HostBar } from './HostBar';
import styles from './host.module.css';
import { Run } from './run/Run';
import { Side } from './side/Side';
import { HostStage } from './stage/HostStage';

const staffRoles = ['host', 'presenter', 'moderator'];

/** Where an official runs a session: the run of show, the stage, and the people. */
export function HostPage() {
  const { room } = useParams({ from: '/rooms/$room/host' });
  const { t, i18n } = useTranslation('host');
  const info = useRoom(room);
  const me = useMe();
  const inRoom = useRoomMe(room);
  const title = info.data && inLanguage(info.data.session.title, i18n.language);
  useTitle(title && `${t('title')} ${title}`);
  if (info.isPending || me.isPending || (me.data && inRoom.isPending)) return <Opening />;
  const unreachable = inRoom.error instanceof ApiError && inRoom.error.passing;
  if (info.isError || !info.data.door.open || !me.data || unreachable) {
    return <Door room={room} info={info} me={me.data} />;
  }
  if (!staffRoles.includes(inRoom.data?.role ?? '')) {
    return (
      <DoorCard
        title={t('denied.title')}
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
      <LookingProvider>
        <Console info={info.data} />
      </LookingProvider>
    </RoomProvider>
  );
}

function Console({ info }: { info: RoomInfo }) {
  return (
    <Leaving>
      <div className={styles.host} data-theme="live">
        <HostBar info={info} />
        <CutBar />
        <main className={styles.main}>
          <Run info={info} />
          <HostStage />
          <Side />
        </main>
        <Announcer />
      </div>
    </Leaving>
  );
}
