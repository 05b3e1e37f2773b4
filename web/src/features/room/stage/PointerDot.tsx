import { useRoomView } from '../session';
import { pointerOf, stageOf } from '../views';
import { slidesOf } from './data';
import styles from './Page.module.css';

/** Where the presenter points, over the page that is on stage. Lost values do no harm: only the latest counts. */
export function PointerDot() {
  const pointer = useRoomView(pointerOf);
  const live = slidesOf(useRoomView(stageOf));
  if (!pointer || pointer.page !== live?.page) return null;
  return (
    <i
      className={styles.pointer}
      style={{ left: `${pointer.x * 100}%`, top: `${pointer.y * 100}%` }}
      aria-hidden="true"
    />
  );
}
