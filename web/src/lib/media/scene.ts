/** Who and what is on stage besides what lies on it, as everybody sees it. */
export type SceneLayout = 'speaker' | 'speaker-slides' | 'side-by-side' | 'three-venues' | 'gallery';

export type ScenePerson = { id: string; muted?: boolean } | { encoder: string; label: string; muted?: boolean };

/** What covers the video for everybody. */
export interface Hold {
  kind: 'picture' | 'clip';
  file: string;
  name: string;
}

export interface Scene {
  layout: SceneLayout;
  people: ScenePerson[];
  /** Whom the host put forward: a participant or an encoder. */
  speaker?: string;
  /** Whose screen is on stage. */
  screen?: string;
  hold?: Hold;
}

export const layouts: readonly SceneLayout[] = ['speaker-slides', 'speaker', 'side-by-side', 'three-venues', 'gallery'];

/** At most so many are on stage at once. */
export const mostOnStage = 9;
