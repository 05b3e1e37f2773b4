import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { Announcer } from './Announcer';
import { Banner } from './announce/Banner';
import { useRoom } from './api';
import { CutBar } from './CutBar';
import { Door } from './door/Door';
import { Leaving } from './door/Leaving';
import { ConnectionWord, OnlineCount } from './Facts';
import { Leaf } from './Leaf';
import { LookingProvider } from './looking';
import { MediaProvider } from './media/MediaProvider';
import { MyStage, PeopleRow } from './media/parts';
import { Opening } from './Opening';
import { Over } from './Over';
import { Panel } from './panel/Panel';
import styles from './room.module.css';
import { type RoomInfo, RoomProvider } from './session';
import { TrayBelow } from './showcase/TrayBelow';
import { WanderProvider } from './showcase/wander';
import { Stage } from './stage/Stage';
import { TopBar } from './TopBar';
import { NowOn } from './timeline/NowOn';
import { Timeline } from './timeline/Timeline';
import { Under } from './Under';

/** Of a rehearsal alone. */
const RehearsalBar = lazy(() => import('./RehearsalBar').then((m) => ({ default: m.RehearsalBar })));

/** The live room as the audience sees it: a door first, and the room behind it once the door is open. */
export function RoomPage() {
  const { room } = useParams({ from: '/rooms/$room' });
  const { i18n } = useTranslation('room');
  const info = useRoom(room);
  const me = useMe();
  const title = info.data && inLanguage(info.data.session.title, i18n.language);
  useTitle(title);
  if (info.isPending || me.isPending) return <Opening />;
  if (info.isError || !info.data.door.open || !me.data) return <Door room={room} info={info} me={me.data} />;
  return (
    <RoomProvider key={room} info={info.data} person={me.data.id}>
      <MediaProvider>
        <LookingProvider>
          <WanderProvider>
            <OpenRoom info={info.data} />
          </WanderProvider>
        </LookingProvider>
      </MediaProvider>
    </RoomProvider>
  );
}

function OpenRoom({ info }: { info: RoomInfo }) {
  return (
    <Leaving>
      <div className={styles.room} data-theme="live">
        <TopBar info={info} />
        <div>
          {info.kind === 'rehearsal' && (
            <Suspense>
              <RehearsalBar />
            </Suspense>
          )}
          <CutBar />
          <MyStage />
          <Banner />
          <Over />
        </div>
        <main className={styles.main}>
          <div className={styles.stage}>
            <Stage />
            <NowOn />
            <TrayBelow />
            <Timeline />
            <div className={`${styles.desk} ${styles.bottom}`}>
              <PeopleRow />
              <Under />
            </div>
            <div className={styles.meta}>
              <ConnectionWord />
              <OnlineCount />
              <Leaf />
            </div>
          </div>
          <Panel />
        </main>
        <Announcer />
      </div>
    </Leaving>
  );
}
