import { useRoomView } from '../../room/session';
import { useNow } from '../../room/useNow';
import { roomStateOf } from '../../room/views';
import styles from '../host.module.css';

/** Planned time as a bar, with now on it. Decoration: the clocks in the bar above say the same in figures. */
export function Progress({ startsAt, endsAt }: { startsAt: string; endsAt: string }) {
  const now = useNow(5000);
  const state = useRoomView(roomStateOf);
  const start = Date.parse(startsAt);
  const share = Math.min(1, Math.max(0, (now - start) / (Date.parse(endsAt) - start)));
  return (
    <div className={styles.progress} aria-hidden="true" data-state={state}>
      <i style={{ width: `${share * 100}%` }} />
      <u style={{ left: `${share * 100}%` }} />
    </div>
  );
}
