import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from '@/components/Brand';
import { Icon } from '@/components/Icon';
import { LanguageMenu } from '@/components/LanguageMenu';
import { Example, Tag } from '@/components/Tag';
import { loadWords } from '@/lib/i18n';
import { inLanguage } from '@/lib/text';
import room from '../room/room.module.css';
import { useRoomView } from '../room/session';
import { Stage } from '../room/stage/Stage';
import { announcementOf } from '../room/views';
import { Controls } from './Controls';
import { Panel } from './Panel';
import { PictureNote } from './PictureNote';
import { useReplay } from './player';
import styles from './replay.module.css';
import { Scrubber } from './Scrubber';
import { useKeys } from './useKeys';

/** Fetched where something was recorded. */
const Picture = lazy(() => loadWords('media').then(() => import('./Picture')));

/** The room as it was: the same stage and panels, and in place of a socket a clock one can move. */
export function ReplayRoom() {
  useKeys();
  const { recordings } = useReplay().replay;
  const picture = recordings.length > 0 && (
    <Suspense fallback={null}>
      <Picture />
    </Suspense>
  );
  return (
    <div className={room.room} data-theme="live">
      <Top />
      <Announced />
      <main className={room.main}>
        <div className={room.stage}>
          <Stage people={picture} />
          <div className={styles.deck}>
            <PictureNote />
            <Scrubber />
            <Controls />
          </div>
        </div>
        <Panel />
      </main>
    </div>
  );
}

function Top() {
  const { t, i18n } = useTranslation(['replay', 'room']);
  const { event, session, recordings } = useReplay().replay;
  const to = { to: '/events/$slug', params: { slug: event.slug } } as const;
  return (
    <header className={room.top}>
      <Link {...to} className={`btn ico quiet ${room.phone}`} aria-label={t('room:bar.back')}>
        <Icon name="left" />
      </Link>
      <span className={room.desk}>
        <Brand />
      </span>
      <h1>{inLanguage(session.title, i18n.language)}</h1>
      {session.illustrative && <Example />}
      <Tag tone="act">{t('tag')}</Tag>
      <span className={room.space} />
      <span className={room.desk}>
        <LanguageMenu />
      </span>
      {recordings
        .filter(({ file }) => file)
        .map(({ id }) => (
          <a key={id} className={`btn s soft ${room.desk}`} href={`/api/v1/recordings/${id}/file`} download>
            <Icon name="download" size="s" />
            {t('download')}
          </a>
        ))}
      <Link {...to} className={`btn s soft ${room.desk}`}>
        {t('room:bar.leave')}
      </Link>
    </header>
  );
}

/** What the host had everybody know at that time. */
function Announced() {
  const { t } = useTranslation('room');
  const announcement = useRoomView(announcementOf);
  if (!announcement) return <div />;
  return (
    <section className={room.banner} aria-label={t('announcement.label')}>
      <Icon name="sound" />
      <p>{announcement.text}</p>
    </section>
  );
}
