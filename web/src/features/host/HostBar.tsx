import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Brand } from '@/components/Brand';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import { clockTime } from '../room/clock';
import { ConnectionWord, OnlineCount } from '../room/Facts';
import { StateBadge } from '../room/StateBadge';
import { type RoomInfo, useRoomView } from '../room/session';
import { lengthOf, secondsUntil, useNow } from '../room/useNow';
import { roomStateOf } from '../room/views';
import styles from './host.module.css';
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
      <ConnectionWord />
      <Link to="/rooms/$room" params={{ room: info.id }} className="btn s soft">
        {t('toRoom')}
      </Link>
      <StateButtons />
    </header>
  );
}

/** Lateness in words and in colour: how long until the start, how much is left, how far over. */
function Clocks({ session }: { session: RoomInfo['session'] }) {
  const { t } = useTranslation('host');
  const state = useRoomView(roomStateOf);
  const now = useNow();
  const start = Date.parse(session.startsAt);
  const end = Date.parse(session.endsAt);
  const over = Math.floor((now - end) / 1000);
  const running = state === 'live' || state === 'paused';
  const figures = running
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
