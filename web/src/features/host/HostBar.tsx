import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Brand } from '@/components/Brand';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { clockTime } from '../room/clock';
import { ConnectionWord, OnlineCount, RecordingWord } from '../room/Facts';
import { StateBadge } from '../room/StateBadge';
import { type RoomInfo, useRoomView } from '../room/session';
import { lengthOf, secondsUntil, useNow } from '../room/useNow';
import { roomStateOf, rundownOf } from '../room/views';
import { useRundown } from '../rundown/api';
import { useFigures } from '../rundown/Clocks';
import { scheduleOf } from '../rundown/schedule';
import styles from './host.module.css';
import { RecordButton } from './RecordButton';
import { StateButtons } from './StateButtons';

export function HostBar({ info }: { info: RoomInfo }) {
  const { t, i18n } = useTranslation('host');
  return (
    <header className={styles.top}>
      <Brand />
      <h1>
        {t('title')} {inLanguage(info.session.title, i18n.language)}
      </h1>
      {info.session.illustrative && <Example />}
      <StateBadge />
      <Clocks session={info.session} />
      <OnlineCount />
      <RecordingWord />
      <ConnectionWord />
      <Link to="/rooms/$room" params={{ room: info.id }} className="btn s soft">
        {t('toRoom')}
      </Link>
      <RecordButton />
      <StateButtons />
    </header>
  );
}

/** Lateness in words and in colour: of the item that is on, else until the start, until the end, or how far over. */
function Clocks({ session }: { session: RoomInfo['session'] }) {
  const { t } = useTranslation('host');
  const state = useRoomView(roomStateOf);
  const now = useNow();
  const start = Date.parse(session.startsAt);
  const end = Date.parse(session.endsAt);
  const over = Math.floor((now - end) / 1000);
  const running = state === 'live' || state === 'paused';
  const plan = useRundown().data ?? { items: [] };
  const shown = useRoomView(rundownOf);
  // When it will end is when it should, and how late that is: the bar has no room to say it thrice.
  const ofItem = useFigures()(scheduleOf(plan, shown, now), now).filter((_, at) => at !== 1);
  const figures =
    running && ofItem.length > 0
      ? ofItem
      : running
        ? [
            { word: t('clock.end'), value: clockTime(end), late: false },
            over > 0
              ? { word: t('clock.over'), value: lengthOf(over), late: true }
              : { word: t('clock.left'), value: lengthOf(secondsUntil(end, now)), late: false },
          ]
        : [
            { word: t('clock.start'), value: clockTime(start), late: false },
            ...(start > now && state === 'waiting'
              ? [{ word: t('clock.until'), value: lengthOf(secondsUntil(start, now)), late: false }]
              : []),
          ];
  return (
    <dl className={styles.clocks}>
      {figures.map(({ word, value, late }) => (
        <div key={word} data-late={late || undefined}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
