import { type PointerEvent, useRef } from 'react';

/** A finger has to go this far sideways, and clearly more sideways than up or down. */
const farPx = 48;

/** Swiping leafs: to the left for the next page. A mouse selects words instead. */
export function useSwipe(leaf: (by: number) => void) {
  const from = useRef<{ x: number; y: number }>(undefined);
  return {
    onPointerDown: (event: PointerEvent) => {
      from.current = event.pointerType === 'touch' ? { x: event.clientX, y: event.clientY } : undefined;
    },
    onPointerUp: (event: PointerEvent) => {
      if (!from.current) return;
      const across = event.clientX - from.current.x;
      const down = event.clientY - from.current.y;
      from.current = undefined;
      if (Math.abs(across) > farPx && Math.abs(across) > 2 * Math.abs(down)) leaf(across < 0 ? 1 : -1);
    },
  };
}
