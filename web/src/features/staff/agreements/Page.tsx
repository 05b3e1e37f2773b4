import { useEffect, useRef, useState } from 'react';
import type { SlideDeck } from '@/lib/room/slides';

interface PageProps {
  deck: SlideDeck;
  page: number;
  label: string;
}

/** One page of a document, as wide as there is room, drawn once it is about to be seen. */
export function Page({ deck, page, label }: PageProps) {
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setNear(true);
      },
      { rootMargin: '400px' },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const element = box.current;
    if (!near || !element) return;
    const control = new AbortController();
    deck
      .draw(page, element.clientWidth, control.signal)
      .then((canvas) => {
        if (!control.signal.aborted) element.replaceChildren(canvas);
      })
      .catch(() => undefined); // another deck takes its place, or the page stays white
    return () => control.abort();
  }, [near, deck, page]);
  return <div ref={box} className="ag-page" role="img" aria-label={label} />;
}

/** The numbers of so many pages. */
export function pagesUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}
