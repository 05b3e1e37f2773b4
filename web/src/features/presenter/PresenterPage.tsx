import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Brand } from '@/components/Brand';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { CrewDoor } from '../host/CrewDoor';
import { Announcer } from '../room/Announcer';
import { ToBackstage } from '../room/backstage/ToBackstage';
import { CutBar } from '../room/CutBar';
import { Leaving } from '../room/door/Leaving';
import { ConnectionWord, OnlineCount } from '../room/Facts';
import { MyStage } from '../room/media/parts';
import { RehearsalBar } from '../room/RehearsalBar';
import { StateBadge } from '../room/StateBadge';
import type { RoomInfo } from '../room/session';
import { Ready } from '../rundown/Ready';
import { Item } from './Item';
import { Pages } from './Pages';
import styles from './presenter.module.css';
import { Questions } from './Questions';

/** What somebody who presents needs before them: the slide, the next one, their notes, the time, the questions. */
export function PresenterPage() {
  const { room } = useParams({ from: '/rooms/$room/presenter' });
  const { t } = useTranslation('rundown');
  return (
    <CrewDoor room={room} title={t('presenter.title')}>
      {(info) => <View info={info} />}
    </CrewDoor>
  );
}

function View({ info }: { info: RoomInfo }) {
  const { t, i18n } = useTranslation('rundown');
  return (
    <Leaving>
      <div className={styles.page} data-theme="live">
        <header className={styles.top}>
          <Brand />
          <h1>
            {t('presenter.title')} {inLanguage(info.session.title, i18n.language)}
          </h1>
          {info.session.illustrative && <Example />}
          <StateBadge />
          <span className={styles.space} />
          <OnlineCount />
          <ConnectionWord />
          <ToBackstage />
          <Ready />
          <Link to="/rooms/$room/host" params={{ room: info.id }} className="btn s soft">
            {t('presenter.toHost')}
          </Link>
        </header>
        <div>
          <RehearsalBar />
          <CutBar />
          <MyStage />
        </div>
        <main className={styles.main}>
          <Pages />
          <div className={styles.side}>
            <Item />
            <Questions />
          </div>
        </main>
        <Announcer />
      </div>
    </Leaving>
  );
}
