import { useTranslation } from 'react-i18next';
import type { Start } from '@/lib/room/types';
import { useRoomView } from '../session';
import { useRoomParcels } from '../showcase/api';
import { peopleOf } from '../views';
import { listed } from './listed';
import { outlineOf, plainPlot } from './outline';
import styles from './start.module.css';

/** The ground is broken: the outline of the plot draws itself, corner by corner. */
export function Ground({ start, label }: { start: Start; label: string }) {
  const { t, i18n } = useTranslation('ceremony');
  const people = useRoomView(peopleOf);
  const parcel = useRoomParcels().data?.find(({ id }) => id === start.parcel);
  const corners = outlineOf(parcel?.geometry) ?? plainPlot;
  const names = start.presses.map(({ by }) => people.get(by)?.name).filter((name) => name !== undefined);
  return (
    <>
      <svg className={styles.ground} viewBox="0 0 320 220" fill="none" aria-hidden="true">
        <path pathLength="1" d={`M${corners.map(({ x, y }) => `${x} ${y}`).join('L')}Z`} />
        {corners.map(({ x, y }) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r="4" />
        ))}
      </svg>
      <p className={styles.begun} role="status">
        {t('start.begun')}
      </p>
      <p className={styles.label}>{label}</p>
      {names.length > 0 && (
        <p className={styles.pressed}>{t('start.pressedBy', { names: listed(names, i18n.language) })}</p>
      )}
    </>
  );
}
