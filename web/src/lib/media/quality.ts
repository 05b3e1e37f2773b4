/** How a line carried what it should have, over the last stretch. */
export interface Sample {
  /** Of what was sent, in parts of a hundred. */
  lossPercent: number;
  rttMs: number;
  /** Frames of the largest picture a second. */
  fps: number;
  /** The server holds pictures back for want of bandwidth. */
  heldBack: boolean;
  /** Whether there is a picture to be had at all. */
  expected: boolean;
}

export interface Judgement {
  /** Bad stretches in a row. */
  bad: number;
  /** So many of them end the pictures. */
  patience: number;
  picture: 'on' | 'slow' | 'off';
}

/** A stretch is 2 s: ten seconds of trouble, and the sound alone goes on. */
export const stretchMs = 2000;
const patience = 5;
const mostPatience = 40;

export const atFirst: Judgement = { bad: 0, patience, picture: 'on' };

/** What makes a stretch a bad one: a picture that stands still is none. */
export function isBad({ lossPercent, rttMs, fps, heldBack, expected }: Sample): boolean {
  return expected && (heldBack || lossPercent >= 10 || rttMs >= 1500 || fps < 1);
}

/** Takes one stretch in; enough bad ones in a row, and the pictures go. They come back when asked for. */
export function judge(state: Judgement, sample: Sample): Judgement {
  if (state.picture !== 'on') return state;
  const bad = isBad(sample) ? state.bad + 1 : 0;
  return bad >= state.patience ? { ...state, bad: 0, picture: 'slow' } : { ...state, bad };
}

/** The viewer wants pictures again: this time we bear with them for longer, so that they do not come and go. */
export function bearWith(state: Judgement): Judgement {
  return { bad: 0, picture: 'on', patience: Math.min(mostPatience, state.patience * 2) };
}
