import { emptyRoom, emptyStaff, foldRoom, foldStaff, roomy } from './fold';
import type { Entry, Heads, Lane, Line, Person, RoomState, ServerFrame, StaffState, You } from './types';

/** Everything the page knows of a room, as of the last frame. Never mutated: a change makes a new one. */
export interface RoomView {
  epoch: string | undefined;
  heads: Heads;
  room: RoomState;
  staff: StaffState | undefined;
  inbox: Entry[];
  people: ReadonlyMap<string, Person>;
  you: You | undefined;
  online: number;
  /** Reactions heard less those the log has summed up; below nought when the sum came before the sound. */
  fresh: Record<string, number>;
  stickies: Readonly<Record<string, { v: [number, number]; data: unknown }>>;
}

export const emptyView: RoomView = {
  epoch: undefined,
  heads: {},
  room: emptyRoom(),
  staff: undefined,
  inbox: [],
  people: new Map(),
  you: undefined,
  online: 0,
  fresh: {},
  stickies: {},
};

/** A hole in a lane: the caller reconnects with `since` and the server fills it from the store. */
export class Gap extends Error {
  constructor(
    readonly lane: Lane,
    readonly head: number,
    readonly seq: number,
  ) {
    super(`${lane}: expected ${head + 1}, got ${seq}`);
  }
}

type Frame<T extends ServerFrame['t']> = Extract<ServerFrame, { t: T }>;

/** Takes one frame in. Frames about the connection itself (bye, pong, error) are not its business. */
export function takeFrame(view: RoomView, frame: ServerFrame): RoomView {
  switch (frame.t) {
    case 'hello':
      return takeHello(view, frame);
    case 'entry':
      return takeEntry(view, frame);
    case 'who':
      return { ...view, people: withPeople(view.people, frame.people) };
    case 'presence':
      return { ...view, online: frame.online };
    case 'sticky':
      return takeSticky(view, frame);
    case 'pulse':
      return frame.type === 'reactions' ? { ...view, fresh: add(view.fresh, frame.data, 1) } : view;
    case 'you': {
      const { t: _, ...you } = frame;
      return { ...view, you };
    }
    default:
      return view;
  }
}

/** The reactions to show: those in the log and those heard since. */
export function reactionTotals(view: {
  room: Pick<RoomState, 'reactions'>;
  fresh: RoomView['fresh'];
}): Record<string, number> {
  const sums = { ...view.room.reactions };
  for (const [kind, count] of Object.entries(view.fresh)) sums[kind] = (sums[kind] ?? 0) + Math.max(0, count);
  return sums;
}

/** `public:412,staff:88` — what this client has, so that the server sends only what follows. */
export function sinceOf(heads: Heads): string {
  return Object.entries(heads)
    .map(([lane, seq]) => `${lane}:${seq}`)
    .join(',');
}

/** Puts older lines, read over REST, in front of those the page has. */
export function withEarlier(view: RoomView, lines: Line[], people: Person[]): RoomView {
  const first = view.room.lines[0]?.seq ?? Number.POSITIVE_INFINITY;
  const earlier = lines.filter((line) => line.seq < first);
  return {
    ...view,
    room: { ...view.room, lines: [...earlier, ...view.room.lines] },
    people: withPeople(view.people, people),
  };
}

function takeHello(view: RoomView, hello: Frame<'hello'>): RoomView {
  const { snapshot, epoch, you, at } = hello;
  // Stickies belong to the connection: the server says them anew after hello.
  const next = { ...view, epoch, you, stickies: {} };
  const staff = 'staff' in at ? emptyStaff() : undefined;
  if (!snapshot) {
    // The entries I lack follow. A lane that is new to me, such as staff's after a change of role, begins at `at`.
    return { ...next, heads: keepKnown(at, view.heads), staff: staff && (view.staff ?? staff) };
  }
  return {
    ...next,
    heads: { ...at },
    // A server of a version before may leave out what it does not know.
    room: { ...emptyRoom(), ...snapshot.public },
    staff: snapshot.staff ? { ...emptyStaff(), ...snapshot.staff } : staff,
    people: withPeople(view.people, snapshot.people),
    fresh: {},
  };
}

/** The lanes of `at`, each at the number I have when I have it already. */
function keepKnown(at: Heads, mine: Heads): Heads {
  return Object.fromEntries(Object.entries(at).map(([lane, seq]) => [lane, mine[lane as Lane] ?? seq]));
}

function takeEntry(view: RoomView, frame: Frame<'entry'>): RoomView {
  const { t: _, ...entry } = frame;
  const head = view.heads[entry.lane] ?? 0;
  if (entry.seq <= head) return view;
  if (entry.seq > head + 1) throw new Gap(entry.lane, head, entry.seq);
  const next = { ...view, heads: { ...view.heads, [entry.lane]: entry.seq } };
  if (entry.lane === 'staff') {
    return { ...next, staff: foldStaff(view.staff ?? emptyStaff(), entry, roomy) };
  }
  if (entry.lane === 'inbox') return { ...next, inbox: [...view.inbox, entry].slice(-100), you: heed(view.you, entry) };
  next.room = foldRoom(view.room, entry, roomy);
  if (entry.type === 'stage.camera') next.stickies = settled(view.stickies);
  if (entry.type === 'reactions.added') next.fresh = add(view.fresh, entry.data ?? {}, -1);
  if (entry.type === 'participant.erased') next.people = forget(view.people, entry.data?.participant);
  return next;
}

/** A value counts only when its (term, n) is newer: an older presenter's last words may arrive late. */
function takeSticky(view: RoomView, { key, v, data }: Frame<'sticky'>): RoomView {
  const known = view.stickies[key];
  if (known && (v[0] < known.v[0] || (v[0] === known.v[0] && v[1] <= known.v[1]))) return view;
  return { ...view, stickies: { ...view.stickies, [key]: { v, data } } };
}

/** The view at which the presenter's map rests takes the place of how it moved; what moved before stays outdated. */
function settled(stickies: RoomView['stickies']): RoomView['stickies'] {
  return stickies.camera ? { ...stickies, camera: { ...stickies.camera, data: null } } : stickies;
}

function withPeople(people: ReadonlyMap<string, Person>, more: Person[]): ReadonlyMap<string, Person> {
  if (more.length === 0) return people;
  const next = new Map(people);
  for (const person of more) next.set(person.id, person);
  return next;
}

function forget(people: ReadonlyMap<string, Person>, id: unknown): ReadonlyMap<string, Person> {
  const known = typeof id === 'string' ? people.get(id) : undefined;
  return known ? withPeople(people, [{ id: known.id, name: '' }]) : people;
}

function add(to: Record<string, number>, counts: Record<string, unknown>, sign: 1 | -1): Record<string, number> {
  const sum = { ...to };
  for (const [kind, count] of Object.entries(counts)) {
    if (typeof count === 'number') sum[kind] = (sum[kind] ?? 0) + sign * count;
  }
  return sum;
}

/** What the inbox says about my own standing holds at once. */
function heed(you: You | undefined, { type, data }: Entry): You | undefined {
  if (!you || type !== 'me.muted') return you;
  const { mutedUntil: _, ...rest } = you;
  return typeof data?.until === 'string' ? { ...rest, mutedUntil: data.until } : rest;
}
