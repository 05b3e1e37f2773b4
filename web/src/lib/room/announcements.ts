import type { Entry, Handout, Link, RoomState } from './types';

export function announce(room: RoomState, { seq, at, by, data, redacted }: Entry): RoomState {
  if (redacted || !data) return { ...room, announcement: null };
  return { ...room, announcement: { seq, at, ...(by && { by }), text: String(data.text) } };
}

export function withdraw(room: RoomState, { data, redacted }: Entry): RoomState {
  const shown = !redacted && data && room.announcement?.seq === data.ref;
  return shown ? { ...room, announcement: null } : room;
}

export function setLinks(room: RoomState, { data, redacted }: Entry): RoomState {
  return redacted || !data ? room : { ...room, links: data.links as Link[] };
}

export function setHandouts(room: RoomState, { data, redacted }: Entry): RoomState {
  return redacted || !data ? room : { ...room, handouts: data.handouts as Handout[] };
}
