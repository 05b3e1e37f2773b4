import { useTranslation } from 'react-i18next';
import type { Moment } from '@/lib/room/types';
import { clockTime } from '../clock';
import type { Scale } from './scale';
import styles from './timeline.module.css';

interface MarksProps {
  moments: readonly Moment[];
  scale: Scale;
  /** Where live is. */
  head: number;
  /** The moment this viewer has gone back to. */
  you: Moment | undefined;
}

/** Slides are ticks, parcels blocks as long as they lay on stage. */
const marks: Record<string, 'tick' | 'block'> = { slides: 'tick', document: 'tick', parcel: 'block' };

/** Below this share of the width two words under the line would run into each other. */
const room = 0.09;

export function Marks({ moments, scale, head, you }: MarksProps) {
  const { t } = useTranslation('room');
  const live = scale.at(head);
  const here = you && scale.at(Date.parse(you.at));
  const x = (share: number) => `${share * 100}%`;
  const lasts = ({ at }: Moment, index: number) =>
    Math.max(0, scale.at(Date.parse(moments[index + 1]?.at ?? '') || head) - scale.at(Date.parse(at)));
  return (
    <div aria-hidden="true">
      <div className={styles.line} />
      <div className={styles.past} style={{ width: x(live) }} />
      {moments.map((moment, index) => (
        <i
          key={moment.seq}
          className={styles[marks[moment.kind] ?? 'diamond']}
          style={{
            left: x(scale.at(Date.parse(moment.at))),
            ...(moment.kind === 'parcel' && { width: x(lasts(moment, index)) }),
          }}
        />
      ))}
      {live > room && <span className={styles.start}>{clockTime(scale.from)}</span>}
      <i className={styles.live} style={{ left: x(live) }} />
      <span className={styles.word} style={{ left: x(live) }} data-edge={live > 1 - room || undefined}>
        {t('timeline.live', { time: clockTime(head) })}
      </span>
      {here !== undefined && you && (
        <>
          <i className={styles.you} style={{ left: x(here) }} />
          {Math.abs(here - live) > room && here > room && (
            <span className={styles.word} style={{ left: x(here) }}>
              {t('timeline.you', { time: clockTime(you.at) })}
            </span>
          )}
        </>
      )}
    </div>
  );
}
