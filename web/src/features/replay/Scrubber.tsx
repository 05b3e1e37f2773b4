import { memo, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '@/lib/room/replay-clock';
import timeline from '../room/timeline/timeline.module.css';
import type { Chapter } from './api';
import { chapterAt, chapterKind, endOf } from './chapters';
import { usePlayback, useReplay } from './player';
import styles from './replay.module.css';

/** The whole session as a line: pages, questions, polls and breaks on it, and where one is. */
export function Scrubber() {
  const { t } = useTranslation(['replay', 'room']);
  const { replay, player } = useReplay();
  const { offset } = usePlayback();
  const track = useRef<HTMLDivElement>(null);
  const { chapters, length } = replay;
  const share = (ms: number) => `${length > 0 ? (100 * ms) / length : 0}%`;
  const read = Math.min(length, Math.max(0, player.log.until));

  const move = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    void player.seek(((event.clientX - box.left) / box.width) * length);
  };
  const take = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    move(event);
  };
  const here = chapterAt(chapters, offset);
  const title = here && chapterKind(here)?.title(here, t);
  return (
    <div
      className={styles.scrubber}
      role="slider"
      tabIndex={0}
      aria-label={t('scrubber')}
      aria-valuemin={0}
      aria-valuemax={Math.round(length / 1000)}
      aria-valuenow={Math.round(offset / 1000)}
      aria-valuetext={[clockText(offset), title].filter(Boolean).join(' ')}
      onPointerDown={take}
      onPointerMove={move}
    >
      <div className={`${timeline.track} ${styles.track}`} ref={track} aria-hidden="true">
        <div className={timeline.line} />
        <div className={timeline.past} style={{ width: share(read) }} />
        <div className={styles.past} style={{ width: share(offset) }} />
        <Marks chapters={chapters} length={length} />
        <i className={styles.thumb} style={{ left: share(offset) }} />
      </div>
    </div>
  );
}

const Marks = memo(function Marks({ chapters, length }: { chapters: readonly Chapter[]; length: number }) {
  const share = (ms: number) => `${length > 0 ? (100 * ms) / length : 0}%`;
  const looks = { tick: timeline.tick, diamond: timeline.diamond, block: styles.block };
  return chapters.map((chapter) => {
    const mark = chapterKind(chapter)?.mark(chapter);
    if (!mark) return null;
    const width = mark === 'block' ? share(endOf(chapters, chapter, length) - chapter.offset) : undefined;
    const style = { left: share(chapter.offset), ...(width && { width }) };
    return <i key={chapter.seq} className={looks[mark]} data-kind={chapter.kind} style={style} />;
  });
});
