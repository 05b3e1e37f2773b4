import { useTranslation } from 'react-i18next';
import type { ConnectionState } from '@/lib/room/socket';
import type { Start, Venue } from '@/lib/room/types';
import { inLanguage } from '@/lib/text';
import { useRoomView } from '../session';
import { lengthOf } from '../useNow';
import { Ground } from './Ground';
import { PressButton } from './PressButton';
import { hasGivenWay } from './start';
import styles from './start.module.css';
import { useCountdown, useServerClock } from './useCountdown';
import { useFullScreen } from './useFullScreen';

const roomOf = (state: ConnectionState) => state.room;

/** The countdown and what it comes to; before, where there is no panel for them, the lights of the places. */
export default function StartStage() {
  const { start, stage, state, venues = [] } = useRoomView(roomOf);
  const wall = useFullScreen();
  useServerClock(); // measured before it is needed: who has long been there begins at the very moment
  if (state === 'ended') return null;
  if (!start) {
    return wall && venues.length > 0 ? (
      <div className={styles.strip}>
        <Lights venues={venues} />
      </div>
    ) : null;
  }
  return hasGivenWay(start, stage) ? null : <Counting key={start.seq} start={start} venues={venues} />;
}

function Counting({ start, venues }: { start: Start; venues: readonly Venue[] }) {
  const { t, i18n } = useTranslation('ceremony');
  const left = useCountdown(Date.parse(start.at));
  const label = inLanguage(start.label, i18n.language) || t('start.label');
  return (
    <div className={styles.start} data-begun={left <= 0 || undefined} data-testid="start">
      {left > 0 ? (
        <>
          <p className={styles.label}>{label}</p>
          <p className={styles.seconds} role="timer">
            {left > 60 ? lengthOf(left) : left}
          </p>
          <Lights venues={venues} />
        </>
      ) : (
        <Ground start={start} label={label} />
      )}
      {left <= 3 && left > -10 && <PressButton start={start} />}
    </div>
  );
}

function Lights({ venues }: { venues: readonly Venue[] }) {
  const { t } = useTranslation('ceremony');
  return (
    <ul className={styles.venues} aria-label={t('venues.title')}>
      {venues.map(({ id, label, ready }) => (
        <li key={id} data-ready={ready || undefined}>
          <i aria-hidden="true" />
          {label}
          <span>{t(ready ? 'venues.ready' : 'venues.waiting')}</span>
        </li>
      ))}
    </ul>
  );
}
