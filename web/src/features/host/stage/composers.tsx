import { type ComponentType, lazy } from 'react';
import { loadWords } from '@/lib/i18n';
import type { StageBody } from '../api';
import { ParcelComposer } from '../showcase/ParcelComposer';
import { BlankComposer } from './BlankComposer';
import { CountdownComposer } from './CountdownComposer';
import { NoticeComposer } from './NoticeComposer';
import { PictureComposer } from './PictureComposer';

/** What a host has prepared for the stage; no body until it is complete. */
export interface Composed {
  kind: string;
  body: StageBody | undefined;
}

export interface ComposerProps {
  onChange: (composed: Composed) => void;
}

const DocumentComposer = lazy(() => loadWords('host-ceremony').then(() => import('../ceremony/DocumentComposer')));

/** How each kind is prepared. Slides need no form: they are picked from the strip. */
export const composers: Record<string, ComponentType<ComposerProps>> = {
  picture: PictureComposer,
  notice: NoticeComposer,
  countdown: CountdownComposer,
  parcel: ParcelComposer,
  document: DocumentComposer,
  blank: BlankComposer,
};
