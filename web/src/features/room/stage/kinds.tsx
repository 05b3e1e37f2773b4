import type { ComponentType, ReactNode } from 'react';
import { DocumentStage } from '../ceremony/parts';
import { ParcelStage } from '../showcase/ParcelStage';
import { Blank } from './Blank';
import { Countdown } from './Countdown';
import { Notice } from './Notice';
import { Picture } from './Picture';
import { Slides } from './Slides';

/**
 * The table of what can lie on a stage. Video, parcels and documents join by adding a row; the room, the host
 * console and the timeline read this table and know no kind by name.
 */
export interface StageKind {
  /** Key of its word in room.json, under `stage`. */
  word: 'slides' | 'picture' | 'notice' | 'countdown' | 'parcel' | 'document' | 'blank';
  View: ComponentType<StageProps>;
}

export interface StageProps {
  data: Record<string, unknown>;
  /** A small copy, such as the host's monitor: no selectable words, no controls. */
  small?: boolean;
  /** What lies over it, such as the presenter's pointer. */
  over?: ReactNode;
}

const kinds: Record<string, StageKind> = {
  slides: { word: 'slides', View: Slides },
  picture: { word: 'picture', View: Picture },
  notice: { word: 'notice', View: Notice },
  countdown: { word: 'countdown', View: Countdown },
  parcel: { word: 'parcel', View: ParcelStage },
  document: { word: 'document', View: DocumentStage },
  blank: { word: 'blank', View: Blank },
};

export const stageKinds = Object.keys(kinds);

export function stageKind(kind: string): StageKind | undefined {
  return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}
