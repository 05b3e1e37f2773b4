import { useEffect, useRef } from 'react';
import type { SlideDeck } from '@/lib/room/slides';
import styles from './parts.module.css';

const width = 72;

/** The first page, small, so that one sees which document it is; a drawing of a document until it is there. */
export function Thumb({ deck }: { deck: SlideDeck | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!deck) return;
    const stop = new AbortController();
    deck
      .draw(1, width, stop.signal)
      .then((canvas) => {
        if (!stop.signal.aborted) box.current?.replaceChildren(canvas);
      })
      .catch(() => undefined); // the drawing stays
    return () => stop.abort();
  }, [deck]);
  return (
    <div className={styles.thumb} aria-hidden="true">
      <svg viewBox="0 0 72 102" aria-hidden="true">
        <path d="M20 14H52" stroke="var(--ink)" strokeWidth="3" />
        <path d="M10 28H62M10 36H62M10 44H50M10 56H62M10 64H62M10 72H40" stroke="var(--line-2)" strokeWidth="2" />
        <path d="M10 90H28M32 90H48" stroke="var(--ink)" />
      </svg>
      <div ref={box} />
    </div>
  );
}
