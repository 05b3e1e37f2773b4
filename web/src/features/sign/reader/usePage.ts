import { type RefObject, useEffect, useRef, useState } from 'react';
import type { SlideDeck } from '@/lib/room/slides';

/** How long the end of a page must be in view before the page counts as read. */
const lookMs = 700;

interface PageView {
  box: RefObject<HTMLLIElement | null>;
  sheet: RefObject<HTMLDivElement | null>;
  layer: RefObject<HTMLDivElement | null>;
  end: RefObject<HTMLParagraphElement | null>;
  /** Width to height, of an A4 page until known. */
  ratio: number;
  broken: boolean;
}

/** Draws a page when it comes near, and tells once its end has been looked at. */
export function usePage(deck: SlideDeck, page: number, width: number, onRead: (page: number) => void): PageView {
  const box = useRef<HTMLLIElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLParagraphElement>(null);
  const [near, setNear] = useState(false);
  const [drawn, setDrawn] = useState(false);
  const [broken, setBroken] = useState(false);
  const [ratio, setRatio] = useState(210 / 297);

  useEffect(() => {
    if (!box.current) return;
    const watch = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      rootMargin: '100% 0px',
    });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);

  useEffect(() => {
    if (!near || width === 0) return;
    const stop = new AbortController();
    const draw = async () => {
      const size = await deck.size(page);
      setRatio(size.width / size.height);
      const canvas = await deck.draw(page, width, stop.signal);
      if (stop.signal.aborted) return;
      sheet.current?.replaceChildren(canvas);
      setDrawn(true);
      setBroken(false);
      if (layer.current) await deck.words(page, width, layer.current, stop.signal);
    };
    draw().catch(() => {
      if (!stop.signal.aborted) setBroken(true);
    });
    const { current: paper } = sheet;
    return () => {
      stop.abort();
      paper?.replaceChildren(); // a phone has no room for the canvases of fifty pages
      setDrawn(false);
    };
  }, [deck, page, width, near]);

  useEffect(() => {
    if (!drawn || !end.current) return;
    let looking: ReturnType<typeof setTimeout> | undefined;
    const watch = new IntersectionObserver(([entry]) => {
      clearTimeout(looking);
      if (entry?.isIntersecting) looking = setTimeout(() => onRead(page), lookMs);
    });
    watch.observe(end.current);
    return () => {
      clearTimeout(looking);
      watch.disconnect();
    };
  }, [drawn, page, onRead]);

  return { box, sheet, layer, end, ratio, broken };
}
