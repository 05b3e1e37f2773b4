import type { DragEvent } from 'react';

const kind = 'application/x-zhaoyun-person';

/** Takes somebody up with the mouse. */
export function take(event: DragEvent, id: string): void {
  event.dataTransfer.setData(kind, id);
  event.dataTransfer.effectAllowed = 'move';
}

/** Who was dropped, if it was anybody. */
export function dragged(event: DragEvent): string {
  return event.dataTransfer.getData(kind);
}
