import { payload } from './payload';
import type { Entry, RoomState } from './types';

export function startRecording(room: RoomState, entry: Entry): RoomState {
  const data = payload(entry);
  return data ? { ...room, recording: { id: String(data.id), since: entry.at } } : room;
}

export function endRecording(room: RoomState, entry: Entry): RoomState {
  const { recording } = room;
  return recording && payload(entry)?.id === recording.id ? { ...room, recording: undefined } : room;
}
