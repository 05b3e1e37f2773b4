import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Announcer } from '../room/Announcer';
import { CutBar } from '../room/CutBar';
import { Leaving } from '../room/door/Leaving';
import { MyStage } from '../room/media/parts';
import { RehearsalBar } from '../room/RehearsalBar';
import type { RoomInfo } from '../room/session';
import { CrewDoor } from './CrewDoor';
import { HostBar } from './HostBar';
import styles from './host.module.css';
import { Run } from './run/Run';
import { Side } from './side/Side';
import { HostStage } from './stage/HostStage';

/** Where an official runs a session: the run of show, the stage, and the people. */
export function HostPage() {
  const { room } = useParams({ from: '/rooms/$room/host' });
  const { t } = useTranslation('host');
  return (
    <CrewDoor room={room} title={t('title')}>
      {(info) => <Console info={info} />}
    </CrewDoor>
  );
}

function Console({ info }: { info: RoomInfo }) {
  return (
    <Leaving>
      <div className={styles.host} data-theme="live">
        <HostBar info={info} />
        <div>
          <RehearsalBar />
          <CutBar />
          <MyStage />
        </div>
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
