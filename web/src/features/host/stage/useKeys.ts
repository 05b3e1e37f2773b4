import { useEffect } from 'react';
import type { SlidesData } from '../../room/stage/data';
import type { StageBody } from '../api';

interface Keys {
  live: SlidesData | undefined;
  /** What lies on stage, and what lay there before it was blanked. */
  stage: StageBody | undefined;
  before: StageBody | undefined;
  pending: StageBody | undefined;
  push: (body: StageBody) => void;
  on: boolean;
}

const steps: Record<string, number> = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
};

/** Arrow keys (and a presenter's clicker, which sends PageUp and PageDown) turn pages; B blanks and comes back. */
export function useKeys({ live, stage, before, pending, push, on }: Keys): void {
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || takesKeys(event.target)) return;
      // Fast presses count from what is on its way, not from what has arrived.
      const from = pending?.kind === 'slides' ? (pending.data as unknown as SlidesData) : live;
      const step = steps[event.key];
      if (step !== undefined && from) {
        const page = Math.min(Math.max(1, from.page + step), from.pages);
        if (page !== from.page) push({ kind: 'slides', data: { ...from, page } });
        event.preventDefault();
      } else if (event.key === 'b' || event.key === 'B') {
        const now = pending ?? stage;
        if (now && now.kind !== 'blank') push({ kind: 'blank', data: {} });
        else if (before) push(before);
        event.preventDefault();
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [live, stage, before, pending, push, on]);
}

/** Whether what has the focus needs these keys itself. */
export function takesKeys(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      'input, textarea, select, dialog, [contenteditable], [role=slider], [role=tablist], [role=log], [role=radiogroup]',
    ) !== null
  );
}
