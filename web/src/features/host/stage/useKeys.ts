import { useEffect } from 'react';
import type { StageBody } from '../api';

interface Keys {
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

/** What has pages to turn: slides, or an agreement that is read. */
function pagedOf(body: StageBody | undefined) {
  const { page, pages } = (body?.data ?? {}) as { page?: number; pages?: number };
  return body && page && pages ? { body, page, pages } : undefined;
}

/** Arrow keys (and a presenter's clicker, which sends PageUp and PageDown) turn pages; B blanks and comes back. */
export function useKeys({ stage, before, pending, push, on }: Keys): void {
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || takesKeys(event.target)) return;
      // Fast presses count from what is on its way, not from what has arrived.
      const from = pagedOf(pending ?? stage);
      const step = steps[event.key];
      if (step !== undefined && from) {
        const page = Math.min(Math.max(1, from.page + step), from.pages);
        if (page !== from.page) push({ kind: from.body.kind, data: { ...from.body.data, page } });
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
  }, [stage, before, pending, push, on]);
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
