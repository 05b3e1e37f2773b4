import type { LocalTrack } from 'livekit-client';
import type { Counters } from './stats';

/** In what role one connects with the media server. */
export type As = 'viewer' | 'stage';

/** What POST rooms/{room}/media/tokens answers. */
export interface MediaToken {
  mode: 'webrtc' | 'hls';
  url: string;
  token?: string;
  hls?: { url: string };
}

/** A picture that can be shown in a video element. */
export interface Picture {
  sid: string;
  attach: (element: HTMLMediaElement) => unknown;
  detach: (element: HTMLMediaElement) => unknown;
}

/** Whatever somebody sends. */
export interface Seat {
  camera?: Picture;
  screen?: Picture;
  microphone: 'on' | 'muted' | 'none';
  /** One's own: shown as in a mirror. */
  own: boolean;
  /** Their line is down; what is seen of them stands still. */
  lost: boolean;
}

/** What one brings on stage. */
export interface Brought {
  camera?: LocalTrack;
  microphone?: LocalTrack;
  screen: LocalTrack[];
}

/** What a line says of itself at any moment. */
export interface LineState {
  seats: ReadonlyMap<string, Seat>;
  /** The loudest first. */
  speaking: readonly string[];
  /** The browser wants a touch before it plays sound. */
  blocked: boolean;
  /** Down, and trying to come back. */
  cut: boolean;
  mayPublish: boolean;
  onAir: boolean;
}

export interface Reading {
  all: Counters;
  /** Of the cameras that should be seen. */
  cameras: Counters;
  expected: boolean;
  heldBack: boolean;
}

/** One connection with the media server. */
export interface Line {
  state: () => LineState;
  startSound: () => Promise<void>;
  showPictures: (on: boolean) => void;
  bring: (brought: Brought | undefined) => void;
  read: (direction: 'in' | 'out') => Promise<Reading>;
  close: () => void;
}

/** `elsewhere`: another page of mine took my place. */
export interface LineEvents {
  changed: () => void;
  ended: (why: 'cut' | 'elsewhere') => void;
}

export type OpenLine = (token: MediaToken, events: LineEvents) => Promise<Line>;
