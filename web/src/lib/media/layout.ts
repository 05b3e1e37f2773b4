import type { Scene } from '@/lib/room/types';
import { idOf, seatOf } from './scene';

/** A part of the stage, in parts of a hundred of its width and height; the stage is 16:9 and so is every seat. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Seated {
  id: string;
  box: Box;
}

export interface Arrangement {
  /** Whether what lies on stage is seen; it keeps its place whatever the people do. */
  content: boolean;
  /** Who is seen on the stage itself. */
  seats: Seated[];
  /** Who is seen below it. */
  row: string[];
  /** Who speaks; over the content where there is no room below. */
  lead: string | undefined;
}

export interface Showing {
  scene: Scene;
  lead: string | undefined;
  /** Something lies on stage that is worth seeing. */
  content: boolean;
  /** This viewer has turned to a page alone. */
  looking: boolean;
}

/**
 * Who is large: whom the host put forward, else whoever speaks, else who spoke last, else the first seat. The recorder
 * follows the same rule, so that a recording shows what a viewer saw.
 */
export function leadOf(scene: Scene, speaking: readonly string[], before: string | undefined): string | undefined {
  const seats = scene.people.map(seatOf);
  const seated = (id: string | undefined) => id !== undefined && seats.includes(id);
  const forward = scene.speaker ? scene.people.find((each) => idOf(each) === scene.speaker) : undefined;
  if (forward) return seatOf(forward);
  return speaking.find(seated) ?? (seated(before) ? before : seats[0]);
}

const whole: Box = { left: 0, top: 0, width: 100, height: 100 };

/** Where everybody sits. A shared screen, and a page looked at alone, want to be seen whatever the layout. */
export function arrange({ scene, lead, content, looking }: Showing): Arrangement {
  const ids = scene.people.map(seatOf);
  if (ids.length === 0) return { content: true, seats: [], row: [], lead: undefined };
  const shown = scene.screen !== undefined || looking;
  if (shown || (scene.layout === 'speaker-slides' && content)) return { content: true, seats: [], row: ids, lead };
  const many = { speaker: 1, 'speaker-slides': 1, 'side-by-side': 2, 'three-venues': 3, gallery: 9 }[scene.layout];
  const front = many === 1 ? [lead ?? ids[0] ?? ''] : forward(ids, many, scene.speaker ? lead : undefined);
  const boxes = boxesFor(front.length);
  const seats = front.flatMap((id, at) => {
    const box = boxes[at];
    return box ? [{ id, box }] : [];
  });
  return { content: false, seats, row: ids.filter((id) => !front.includes(id)), lead };
}

/** The first so many seats, with whom the host put forward among them. */
function forward(ids: string[], many: number, lead: string | undefined): string[] {
  const front = ids.slice(0, many);
  if (lead && !front.includes(lead)) front[front.length - 1] = lead;
  return front;
}

/** Equal 16:9 boxes, as large as they can be. Three stand as 品: the first above, two below. */
export function boxesFor(count: number): Box[] {
  if (count === 1) return [whole];
  const columns = count <= 4 ? 2 : 3;
  const size = 100 / columns;
  const rows = count === 3 ? [1, 2] : inRows(count, columns);
  const top = (100 - rows.length * size) / 2;
  return rows.flatMap((wide, row) =>
    Array.from({ length: wide }, (_, column) => ({
      left: (100 - wide * size) / 2 + column * size,
      top: top + row * size,
      width: size,
      height: size,
    })),
  );
}

function inRows(count: number, columns: number): number[] {
  const full = Math.floor(count / columns);
  const rest = count % columns;
  return [...Array<number>(full).fill(columns), ...(rest > 0 ? [rest] : [])];
}
