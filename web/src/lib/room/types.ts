/** What a room's log and its socket carry (docs: protocol). Kept free of React and of the REST client. */

export type Lane = 'public' | 'staff' | 'inbox';
export type Redaction = 'hidden' | 'retracted' | 'erased';
export type RoomPhase = 'waiting' | 'live' | 'paused' | 'ended';
export type ChatMode = 'open' | 'review' | 'closed';
export type StageKind = string;

export interface Entry {
  lane: Lane;
  seq: number;
  type: string;
  at: string;
  by?: string;
  data: Record<string, unknown> | null;
  redacted?: Redaction;
}

export interface Person {
  id: string;
  name: string;
  org?: string;
  role?: string;
}

export interface Stage {
  kind: StageKind;
  data: Record<string, unknown>;
  seq: number;
  at: string;
  by?: string;
}

export interface Line {
  seq: number;
  at: string;
  by: string;
  text?: string;
  replyTo?: number;
  status: 'posted' | Redaction;
}

export interface Moment {
  seq: number;
  at: string;
  kind: StageKind;
  page?: number;
  label?: string;
  parcel?: string;
  /** Of the parcel among those of the event. */
  place?: number;
}

/** How the presenter looks at the map on stage, and what is switched on in it. */
export interface Camera {
  /** The entry that put the map there. */
  stage: number;
  lng: number;
  lat: number;
  zoom: number;
  pitch: number;
  bearing: number;
  layers: string[];
}

export interface ChatSettings {
  chat: ChatMode;
  slowSeconds: number;
  questions: ChatMode;
}

export interface QuestionTopic {
  kind: StageKind;
  data: Record<string, unknown>;
  seq: number;
}

export interface QuestionAnswer {
  how: 'live' | 'written';
  text?: string;
  at: string;
  by?: string;
}

export interface RoomQuestion {
  seq: number;
  at: string;
  /** Nobody, when it is anonymous. */
  by?: string;
  id?: string;
  text?: string;
  anonymous?: boolean;
  stage?: QuestionTopic;
  votes: number;
  pinned: boolean;
  status: 'open' | 'answered' | 'merged' | Redaction;
  answer?: QuestionAnswer;
}

export interface WaitingQuestion {
  seq: number;
  at: string;
  by?: string;
  id: string;
  text: string;
  anonymous?: boolean;
  stage?: QuestionTopic;
  why: string;
}

export type PollKind = 'single' | 'multiple' | 'rating' | 'ranking';

/** A figure for each option: people, or points where options are ranked. */
export interface Tally {
  voters: number;
  counts: number[];
}

/** A poll as everybody sees it. Only a closed one has a tally. */
export interface Poll {
  poll: string;
  seq: number;
  at: string;
  kind: PollKind;
  question: string;
  options: string[];
  min: number;
  max: number;
  results: 'live' | 'closed';
  status: 'open' | 'closed';
  tally?: Tally;
}

/** A line that everybody sees until it is withdrawn or another takes its place. */
export interface Announcement {
  seq: number;
  at: string;
  by?: string;
  text: string;
}

/** An address to take away. */
export interface Link {
  title: string;
  url: string;
}

/** A file to take away. */
export interface Handout {
  file: string;
  kind: 'slides' | 'picture';
  name: string;
  pages?: number;
  size: number;
}

/** One time that an item of the run of show was on. Its clock stands while the room is paused. */
export interface RundownRun {
  item: string;
  seq: number;
  at: string;
  title: string;
  minutes: number;
  participant?: string;
  speaker?: string;
  until?: string;
  /** Until `since`. */
  ranMs: number;
  since?: string;
}

export interface RundownNext {
  item: string;
  title: string;
}

/** The run of show as everybody sees it. */
export interface Rundown {
  runs: RundownRun[];
  next: RundownNext | null;
}

export type Layout = 'speaker' | 'speaker-slides' | 'side-by-side' | 'three-venues' | 'gallery';

/** A seat on the stage: a participant's, or an encoder's, which has a label instead of a name. */
export interface ScenePerson {
  id?: string;
  encoder?: string;
  label?: string;
  /** By the host. */
  muted?: boolean;
}

/** Who is seen and heard, and how. Only they may send picture and sound. */
export interface Scene {
  layout: Layout;
  people: ScenePerson[];
  /** Whom the host put forward; else whoever speaks. */
  speaker?: string;
  /** Whose shared screen takes the place of what is shown. */
  screen?: string;
  /** Covers it all. */
  hold?: { kind: 'picture' | 'clip'; file: string; name: string };
}

export interface RoomState {
  state: RoomPhase;
  stage: Stage | null;
  lines: Line[];
  reactions: Record<string, number>;
  settings: ChatSettings;
  timeline: Moment[];
  questions: RoomQuestion[];
  polls: Poll[];
  announcement: Announcement | null;
  links: Link[];
  handouts: Handout[];
  rundown: Rundown;
  /** Settled, of the map on stage. */
  camera: Camera | null;
  scene: Scene;
  /** What is being recorded, while it is. */
  recording?: { id: string; since: string };
  /** Of a ceremony, in the order in which they came. */
  agreements?: Agreement[];
  venues?: Venue[];
  start?: Start;
  /** Recordings that are kept as evidence. */
  kept?: { id: string; digest: string; at: string }[];
}

/** How far an agreement of the ceremony is. Its pages are not here. */
export interface Agreement {
  agreement: string;
  title: Record<string, string>;
  /** Of the legal act. */
  state: string;
  /** Of the frozen text, hexadecimal. */
  digest?: string;
  pages?: number;
  frozenAt?: string;
  releasedAt?: string;
  parties: AgreementParty[];
  lines: AgreementLine[];
  /** The pages that everybody may read: ranges, the last page included. */
  open: [number, number][];
}

export interface AgreementParty {
  id: string;
  name: string;
  role: string;
  place?: string;
  signers: AgreementSigner[];
}

export interface AgreementSigner {
  name: string;
  position?: string;
  state: string;
  at?: string;
  /** `passkey`, or `code`, which is weaker. */
  level?: string;
  participant?: string;
}

export interface AgreementLine {
  at: string;
  kind: string;
  who?: string;
  level?: string;
}

/** A place that takes part in a ground-breaking. */
export interface Venue {
  id: string;
  kind: 'government' | 'company' | 'site';
  label: string;
  place?: string;
  /** Who speaks for it. */
  participant?: string;
  /** Whose picture is its. */
  encoder?: string;
  ready?: boolean;
}

/** A moment to which everybody counts down together, on the server's clock. */
export interface Start {
  seq: number;
  at: string;
  label?: Record<string, string>;
  /** Whose outline is drawn at zero. */
  parcel?: string;
  presses: { by: string; offset: number }[];
}

export interface WaitingLine {
  seq: number;
  at: string;
  by: string;
  text: string;
  why: string;
}

export interface StaffEntry {
  seq: number;
  at: string;
  by?: string;
  type: string;
  data: Record<string, unknown> | null;
}

/** A raised hand, in the order of raising. */
export interface Hand {
  participant: string;
  seq: number;
  at: string;
  called?: boolean;
}

/** A line among those who run the session. Only a posted one has a text. */
export interface BackchannelLine {
  seq: number;
  at: string;
  by: string;
  text?: string;
  status: 'posted' | 'retracted' | 'erased';
}

export type DeviceState = 'ok' | 'none' | 'denied' | 'busy';

/** What the browser of somebody of the crew says of their devices. */
export interface Devices {
  participant: string;
  camera?: DeviceState;
  microphone?: DeviceState;
}

export interface StaffState {
  waiting: WaitingLine[];
  log: StaffEntry[];
  questions: WaitingQuestion[];
  hands: Hand[];
  backchannel: BackchannelLine[];
  /** Participants who said that they are ready. */
  ready: string[];
  devices: Devices[];
  /** The latest change of the plan; 0 before the first. */
  rundown: number;
}

export interface You {
  id: string;
  role: string;
  can: string[];
  /** Until then I may not write. */
  mutedUntil?: string;
}

export interface Snapshot {
  public: RoomState;
  staff?: StaffState;
  people: Person[];
}

export type Heads = Partial<Record<Lane, number>>;

export type ServerFrame =
  | { t: 'hello'; room: string; epoch: string; at: Heads; you: You; snapshot?: Snapshot }
  | ({ t: 'entry' } & Entry)
  | { t: 'who'; people: Person[] }
  | { t: 'sticky'; key: string; v: [number, number]; data: unknown }
  | { t: 'pulse'; type: string; data: Record<string, number>; by?: string }
  | { t: 'presence'; online: number }
  | ({ t: 'you' } & You)
  | { t: 'bye'; code: string; retry: boolean }
  | { t: 'pong' }
  | { t: 'time'; c: number; s: number }
  | { t: 'error'; code: string };
