import { payload } from './payload';
import type { Agreement, Entry, RoomState, Start } from './types';

/** What the room shows of a ceremony: agreements, the places, the start and what is kept of it. */
type Step = (room: RoomState, entry: Entry) => RoomState;

const mostPresses = 20;
const mostKept = 20;

export const ceremonySteps: Record<string, Step> = {
  'agreement.set': (room, entry) => {
    const data = payload(entry) as unknown as Omit<Agreement, 'open'> | undefined;
    if (!data?.agreement || !data.parties || !data.lines) return room;
    const all = room.agreements ?? [];
    const had = all.find(({ agreement }) => agreement === data.agreement);
    // Pages of another text were never let out.
    const next = { ...data, open: had && had.digest === data.digest ? had.open : [] };
    return { ...room, agreements: had ? all.map((each) => (each === had ? next : each)) : [...all, next] };
  },
  'agreement.removed': (room, entry) => {
    const left = room.agreements?.filter(({ agreement }) => agreement !== payload(entry)?.agreement);
    return { ...room, agreements: left?.length ? left : undefined };
  },
  'agreement.pages': (room, entry) => {
    const data = payload(entry) as unknown as Pick<Agreement, 'agreement' | 'open'> | undefined;
    if (!data?.open) return room;
    const { agreement, open } = data;
    return { ...room, agreements: room.agreements?.map((a) => (a.agreement === agreement ? { ...a, open } : a)) };
  },
  'venues.set': (room, entry) => {
    const venues = payload(entry)?.venues as RoomState['venues'];
    return venues ? { ...room, venues: venues.length ? venues : undefined } : room;
  },
  'start.set': (room, entry) => {
    const data = payload(entry) as unknown as Omit<Start, 'seq' | 'presses'> | undefined;
    return data?.at ? { ...room, start: { seq: entry.seq, ...data, presses: [] } } : room;
  },
  'start.cancelled': (room, entry) => {
    const { start } = room;
    return start && payload(entry)?.start === start.seq ? { ...room, start: undefined } : room;
  },
  'start.pressed': (room, entry) => {
    const { start } = room;
    const data = payload(entry);
    if (!start || data?.start !== start.seq || start.presses.length >= mostPresses) return room;
    const press = { by: entry.by ?? '', offset: Number(data.offset) };
    return { ...room, start: { ...start, presses: [...start.presses, press] } };
  },
  'recording.kept': (room, entry) => {
    const data = payload(entry) as { id: string; digest: string } | undefined;
    if (!data) return room;
    const kept = [...(room.kept ?? []), { id: data.id, digest: data.digest, at: entry.at }];
    return { ...room, kept: kept.slice(-mostKept) };
  },
};
