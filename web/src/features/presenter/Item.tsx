import { useTranslation } from 'react-i18next';
import { Skeleton } from '@/components/Skeleton';
import { clockTime } from '../room/clock';
import { useCan, useRoomView } from '../room/session';
import { useNow } from '../room/useNow';
import { roomStateOf, rundownOf } from '../room/views';
import { useRundown } from '../rundown/api';
import { useFigures } from '../rundown/Clocks';
import { NextItem } from '../rundown/NextItem';
import { scheduleOf } from '../rundown/schedule';
import { speakerOf } from '../rundown/words';
import styles from './presenter.module.css';

/** The item that is on: how much time is left, what the presenter wrote down, and what follows. */
export function Item() {
  const { t } = useTranslation('rundown');
  const plan = useRundown();
  const shown = useRoomView(rundownOf);
  const state = useRoomView(roomStateOf);
  const now = useNow(1000);
  const figures = useFigures();
  const mayRun = useCan('run-rundown') && (state === 'live' || state === 'paused');
  if (plan.isPending) return <Skeleton lines={4} />;
  const { items, crew } = plan.data ?? { items: [], crew: [] };
  const schedule = scheduleOf({ items }, shown, now);
  const { current, next } = schedule;
  const notes = (current ?? next)?.item.notes;
  const all = figures(schedule, now);
  const left = all.at(-1);
  return (
    <section className={styles.item} aria-label={t('presenter.item')}>
      <div className={styles.clock}>
        <p data-late={left?.late || undefined}>
          <span>{left ? left.word : ''}</span>
          <b className="fig">{left ? left.value : '–'}</b>
        </p>
        <time className="fig">{clockTime(now)}</time>
      </div>
      <h2>{current ? current.item.title : t('presenter.noItem')}</h2>
      {current && <p className={styles.small}>{speakerOf(current.item, crew)}</p>}
      {all.length > 0 && (
        <dl className={styles.figures}>
          {all.slice(0, 3).map(({ word, value, late }) => (
            <div key={word} data-late={late || undefined}>
              <dt>{word}</dt>
              <dd className="fig">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <h3>{t('presenter.notes')}</h3>
      <p className={styles.notes} data-testid="notes">
        {notes || <span className={styles.small}>{t('presenter.noNotes')}</span>}
      </p>
      {next &&
        (mayRun ? (
          <div className={styles.nextItem}>
            <NextItem schedule={schedule} />
          </div>
        ) : (
          <p className={styles.then}>
            <span className={styles.small}>{t('presenter.then')}</span> <b>{next.item.title}</b>{' '}
            <span className={styles.small}>{speakerOf(next.item, crew)}</span>
          </p>
        ))}
    </section>
  );
}
