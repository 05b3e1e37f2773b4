import { type RefObject, useEffect, useState } from 'react';

/** The size of an element in CSS pixels, following changes once they settle. */
export function useSize(element: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const watched = element.current;
    if (!watched) return;
    let settle: ReturnType<typeof setTimeout> | undefined;
    const measure = () => {
      const { width, height } = watched.getBoundingClientRect();
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(() => {
      clearTimeout(settle);
      settle = setTimeout(measure, 80);
    });
    observer.observe(watched);
    return () => {
      observer.disconnect();
      clearTimeout(settle);
    };
  }, [element]);
  return size;
}
