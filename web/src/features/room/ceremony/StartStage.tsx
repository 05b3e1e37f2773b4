import { useTranslation } from 'react-i18next';
import type { ConnectionState } from '@/lib/room/socket';
import type { Start } from '@/lib/room/types';
import { inLanguage } from '@/lib/text';
import { useRoomView } from '../session';
import { roomStateOf, stageOf } from '../views';
import styles from './ceremony.module.css';
import { Ground } from './Ground';
import { PressButton } from './PressButton';
import { useCountdown } from './useCountdown';

const roomOf = (state: ConnectionState) => state.room;

/** A start that is over leaves the stage to whatever the host shows next. */
export default function StartStage() {
  const { start } = useRoomView(roomOf);
  const stage = useRoomView(stageOf);
  const over = useRoomView(roomStateOf) === 'ended';
  if (!start || over) return null;
  const after = stage && Date.parse(stage.at) > Date.parse(start.at);
  return after ? null : <Counting key={start.seq} start={start} />;
}

function Counting({ start }: { start: Start }) {
  const { t, i18n } = useTranslation('ceremony');
  const left = useCountdown(Date.parse(start.at));
  const venues = useRoomView(roomOf).venues ?? [];
  const label = inLanguage(start.label, i18n.language) || t('start.label');
  return (
    <div className={styles.start} data-begun={left <= 0 || undefined} data-testid="start">
      {left > 0 ? (
        <>
          <p className={styles.startLabel}>{label}</p>
          <p className={styles.seconds} role="timer" key={left <= 10 ? left : undefined}>
            {left}
          </p>
          <ul className={styles.startVenues}>
            {venues.map(({ id, label: name, ready }) => (
              <li key={id} data-ready={ready || undefined}>
                <i aria-hidden="true" />
                {name}
                <span>{t(ready ? 'venues.ready' : 'venues.waiting')}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <Ground start={start} label={label} />
      )}
      {left <= 3 && left > -10 && <PressButton start={start} />}
    </div>
  );
}
