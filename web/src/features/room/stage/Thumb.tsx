import { useEffect, useRef } from 'react';
import { openDeck } from '@/lib/room/slides';
import styles from './thumb.module.css';

/** A small picture of a page, drawn once it comes into sight. */
export function Thumb({ url, page }: { url: string; page: number }) {
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const holder = box.current;
    if (!holder) return;
    const stop = new AbortController();
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      draw(holder, url, page, stop.signal).catch(() => undefined); // an empty sheet says enough at this size
    });
    seen.observe(holder);
    return () => {
      seen.disconnect();
      stop.abort();
    };
  }, [url, page]);
  return <span className={styles.thumb} ref={box} aria-hidden="true" />;
}

async function draw(holder: HTMLElement, url: string, page: number, signal: AbortSignal): Promise<void> {
  const deck = await openDeck(url);
  const canvas = await deck.draw(page, holder.clientWidth || 160, signal);
  if (!signal.aborted) holder.replaceChildren(canvas);
}
