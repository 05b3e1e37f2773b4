import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

interface Stick {
  list: RefObject<HTMLDivElement | null>;
  /** How many came since the reader left the end. */
  unseen: number;
  toEnd: () => void;
}

/** Keeps a list at its end while the reader is there, and counts what comes while they read further up. */
export function useStick(lastSeq: number, firstSeq: number): Stick {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const before = useRef({ last: lastSeq, first: firstSeq, height: 0 });
  const [unseen, setUnseen] = useState(0);

  const toEnd = useCallback(() => {
    const box = list.current;
    if (box) box.scrollTop = box.scrollHeight;
    setUnseen(0);
  }, []);

  useEffect(() => {
    const box = list.current;
    if (!box) return;
    const scrolled = () => {
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
      if (atEnd.current) setUnseen(0);
    };
    // A keyboard opening on a phone shrinks the list; who was at the end stays there.
    const resized = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    resized.observe(box);
    box.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      resized.disconnect();
      box.removeEventListener('scroll', scrolled);
    };
  }, []);

  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    const { last, first, height } = before.current;
    if (firstSeq < first && last === lastSeq) box.scrollTop += box.scrollHeight - height;
    else if (atEnd.current) box.scrollTop = box.scrollHeight;
    else if (lastSeq > last) setUnseen((count) => count + 1);
    before.current = { last: lastSeq, first: firstSeq, height: box.scrollHeight };
  });

  return { list, unseen, toEnd };
}
