import { announce, setHandouts, setLinks, withdraw } from './announcements';
import { eraseBackchannel, foldBackchannel } from './backchannel';
import { ceremonySteps } from './ceremony';
import { foldHands } from './hands';
import { payload } from './payload';
import { closePoll, openPoll } from './polls';
import { foldQuestion, foldWaiting } from './questions';
import { endRecording, startRecording } from './recording';
import { foldReady, foldRundown } from './rundown';
import { setScene } from './scene';
import type {
  Camera,
  ChatMode,
  ChatSettings,
  Entry,
  Line,
  Moment,
  Redaction,
  RoomPhase,
  RoomState,
  StaffState,
} from './types';

/**
 * The state of a room is the fold of its entries. The server folds the same log in Go and in SQL; the golden
 * logs in testdata/rooms hold all three to the same JSON, key for key, so the order of keys below matters.
 */
export interface Limits {
  lines: number;
  moments: number;
  staff: number;
}

/** What a snapshot holds. A page that stays open may keep more of what it has seen: `roomy`. */
export const snapshotLimits: Limits = { lines: 50, moments: 200, staff: 50 };
export const roomy: Limits = { lines: 600, moments: 600, staff: 200 };

export function emptyRoom(): RoomState {
  return {
    state: 'waiting',
    stage: null,
    lines: [],
    reactions: {},
    settings: { chat: 'open', slowSeconds: 0, questions: 'review' },
    timeline: [],
    questions: [],
    polls: [],
    announcement: null,
    links: [],
    handouts: [],
    rundown: { runs: [], next: null },
    camera: null,
    scene: { layout: 'speaker-slides', people: [] },
    // Nothing yet; here for the order of keys alone.
    recording: undefined,
    agreements: undefined,
    venues: undefined,
    start: undefined,
    kept: undefined,
  };
}

export function emptyStaff(): StaffState {
  return { waiting: [], log: [], questions: [], hands: [], backchannel: [], ready: [], devices: [], rundown: 0 };
}

type Step = (room: RoomState, entry: Entry, limits: Limits) => RoomState;

const steps: Record<string, Step> = {
  'room.state': (room, entry) => {
    const data = payload(entry);
    return data ? { ...room, state: data.state as RoomPhase } : room;
  },
  'stage.shown': showStage,
  'chat.posted': (room, entry, limits) => ({
    ...room,
    lines: last([...room.lines, lineOf(entry)], limits.lines),
  }),
  'chat.hidden': (room, entry) => blank(room, entry, 'hidden'),
  'chat.retracted': (room, entry) => blank(room, entry, 'retracted'),
  'room.settings': (room, entry) => {
    const data = payload(entry) as Partial<ChatSettings> | undefined;
    if (!data) return room;
    const questions = (data.questions as ChatMode | undefined) ?? room.settings.questions;
    return { ...room, settings: { chat: data.chat ?? 'open', slowSeconds: data.slowSeconds ?? 0, questions } };
  },
  'reactions.added': addReactions,
  'participant.erased': erase,
  'poll.opened': openPoll,
  'poll.closed': closePoll,
  'announcement.posted': announce,
  'announcement.withdrawn': withdraw,
  'links.set': setLinks,
  'handouts.set': setHandouts,
  'stage.camera': moveCamera,
  'scene.set': setScene,
  'recording.started': startRecording,
  'recording.ended': endRecording,
  ...ceremonySteps,
};

/** Folds one entry of the public lane. Unknown types change nothing: a newer server may send them. */
export function foldRoom(room: RoomState, entry: Entry, limits = snapshotLimits): RoomState {
  const step = Object.hasOwn(steps, entry.type) ? steps[entry.type] : undefined;
  const folded = foldQuestion(step ? step(room, entry, limits) : room, entry);
  const rundown = foldRundown(folded.rundown, folded.state, entry);
  return rundown === folded.rundown ? folded : { ...folded, rundown };
}

/**
 * Folds one entry of the staff lane. Waiting lines never enter its log, so that their words can vanish, nor do hands
 * and the backchannel, so that they do not push out what staff did.
 */
export function foldStaff(staff: StaffState, entry: Entry, limits = snapshotLimits): StaffState {
  const { seq, at, type } = entry;
  const data = payload(entry);
  const [folded, done] = foldWaiting(staff, entry);
  if (done) return folded;
  if (type === 'chat.waiting') {
    if (!data) return staff;
    const line = { seq, at, by: entry.by ?? '', text: String(data.text ?? ''), why: String(data.why ?? '') };
    return { ...staff, waiting: [...staff.waiting, line] };
  }
  const readied = foldReady(staff, entry);
  if (readied) return readied;
  let { waiting, log, hands, backchannel, ready, devices } = staff;
  const moved = foldHands(hands, entry);
  if (moved) return { ...staff, hands: moved };
  const said = foldBackchannel(backchannel, entry, limits.staff);
  if (said) return { ...staff, backchannel: said };
  if (type === 'chat.reviewed' && data) waiting = waiting.filter((line) => line.seq !== data.ref);
  if (type === 'participant.erased' && data) {
    waiting = waiting.filter((line) => line.by !== data.participant);
    hands = hands.filter((hand) => hand.participant !== data.participant);
    backchannel = eraseBackchannel(backchannel, data.participant);
    ready = ready.filter((id) => id !== data.participant);
    devices = devices.filter((one) => one.participant !== data.participant);
    log = log.map((item) => (item.data?.participant === data.participant ? { ...item, data: null } : item));
  }
  const item = { seq, at, ...(entry.by && { by: entry.by }), type, data: entry.data };
  const { questions, rundown } = folded;
  return { waiting, log: last([...log, item], limits.staff), questions, hands, backchannel, ready, devices, rundown };
}

/** The line that a chat.posted makes, its keys in the order of the Go struct. */
export function lineOf(entry: Entry): Line {
  const { seq, at } = entry;
  const by = entry.by ?? '';
  const data = payload(entry);
  if (!data) return { seq, at, by, status: entry.redacted ?? 'erased' };
  return {
    seq,
    at,
    by,
    ...(data.text ? { text: String(data.text) } : {}),
    ...(data.replyTo ? { replyTo: Number(data.replyTo) } : {}),
    status: 'posted',
  };
}

function showStage(room: RoomState, entry: Entry, limits: Limits): RoomState {
  const { seq, at } = entry;
  const shown = payload(entry);
  if (!shown) return room;
  const kind = String(shown.kind);
  const data = (shown.data ?? {}) as Record<string, unknown>;
  const page = kind === 'slides' && data.page ? { page: Number(data.page) } : {};
  const moment: Moment = { seq, at, kind, ...page, ...(kind === 'parcel' && parcelOf(data)) };
  return {
    ...room,
    stage: { kind, data, seq, at, ...(entry.by && { by: entry.by }) },
    timeline: last([...room.timeline, moment], limits.moments),
    camera: null,
  };
}

function parcelOf({ parcel, place }: Record<string, unknown>) {
  return { ...(parcel ? { parcel: String(parcel) } : {}), ...(place ? { place: Number(place) } : {}) };
}

/** Takes in a settled view. One of something that is not on stage any more changes nothing. */
function moveCamera(room: RoomState, entry: Entry): RoomState {
  const data = payload(entry) as unknown as Camera | undefined;
  if (!data?.layers || room.stage?.seq !== data.stage) return room;
  const { stage, lng, lat, zoom, pitch, bearing, layers } = data;
  return { ...room, camera: { stage, lng, lat, zoom, pitch, bearing, layers } };
}

/** Kinds come out sorted, as Go prints a map. */
function addReactions(room: RoomState, entry: Entry): RoomState {
  const sums = new Map(Object.entries(room.reactions));
  for (const [kind, count] of Object.entries(payload(entry) ?? {})) {
    if (typeof count === 'number') sums.set(kind, (sums.get(kind) ?? 0) + count);
  }
  return { ...room, reactions: Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Takes the words out of a line. The first reason stands; only erasing a person overrides it. */
function blank(room: RoomState, entry: Entry, status: Redaction): RoomState {
  const ref = payload(entry)?.ref;
  const lines = room.lines.map((line) => (line.seq === ref && line.status === 'posted' ? blanked(line, status) : line));
  return { ...room, lines };
}

function erase(room: RoomState, entry: Entry): RoomState {
  const data = payload(entry);
  if (!data) return room;
  const lines = room.lines.map((line) => (line.by === data.participant ? blanked(line, 'erased') : line));
  return { ...room, lines };
}

function blanked({ seq, at, by }: Line, status: Redaction): Line {
  return { seq, at, by, status };
}

function last<T>(items: T[], limit: number): T[] {
  return items.length > limit ? items.slice(items.length - limit) : items;
}
