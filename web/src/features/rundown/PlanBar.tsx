import { useTranslation } from 'react-i18next';
import type { Rundown as Shown } from '@/lib/room/types';
import { clockTime } from '../room/clock';
import styles from './rundown.module.css';
import type { Schedule } from './schedule';

/** Planned above actual on one line of time, with now on it. Decoration: the list below says the same in figures. */
export function PlanBar({ schedule, shown, now }: { schedule: Schedule; shown: Shown; now: number }) {
  const { t } = useTranslation('rundown');
  const { rows, from, to, current } = schedule;
  const x = (at: string | number) => {
    const time = typeof at === 'number' ? at : Date.parse(at);
    return Math.min(1, Math.max(0, (time - from) / (to - from || 1)));
  };
  const span = (start: string | number, end: string | number) => ({
    left: `${x(start) * 100}%`,
    width: `max(2px, calc(${(x(end) - x(start)) * 100}% - 2px))`,
  });
  const here = x(now);
  const running = shown.runs.length > 0;
  return (
    <div className={styles.bar} aria-hidden="true">
      <p className={styles.barWords}>
        <span>{t('planned')}</span>
        <span>{t('actual')}</span>
      </p>
      <div className={styles.lanes}>
        {rows.map(({ item }) => (
          <i
            key={item.id}
            data-on={item.id === current?.item.id || undefined}
            style={span(item.startsAt, item.endsAt)}
          />
        ))}
        {shown.runs.map((run) => (
          <b key={run.seq} data-on={!run.until || undefined} style={span(run.at, run.until ?? now)} />
        ))}
        {running && <u style={{ left: `${here * 100}%` }} />}
      </div>
      <p className={styles.times}>
        <span>{clockTime(from)}</span>
        {running && here > 0.18 && here < 0.82 && <span style={{ left: `${here * 100}%` }}>{clockTime(now)}</span>}
        <span>{clockTime(to)}</span>
      </p>
    </div>
  );
}
