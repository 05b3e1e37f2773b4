import { payload } from './payload';
import type { Entry, RoomState, Scene } from './types';

/** The stage as its latest entry has it, its keys in the order of the Go structs. */
export function setScene(room: RoomState, entry: Entry): RoomState {
  const data = payload(entry) as Partial<Scene> | undefined;
  if (!data?.people) return room;
  const { layout, people, speaker, screen, hold } = data;
  return {
    ...room,
    scene: {
      layout: layout ?? 'speaker-slides',
      people: people.map(({ id, encoder, label, muted }) => ({
        ...(id && { id }),
        ...(encoder && { encoder }),
        ...(label && { label }),
        ...(muted && { muted }),
      })),
      ...(speaker && { speaker }),
      ...(screen && { screen }),
      ...(hold && { hold: { kind: hold.kind, file: hold.file, name: hold.name } }),
    },
  };
}
