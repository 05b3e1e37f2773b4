import type { Stage } from '@/lib/room/types';

/** What each kind of stage carries, as PUT /rooms/{room}/stage takes it and the log repeats it. */
export interface SlidesData {
  file: string;
  page: number;
  pages: number;
  name: string;
}

export interface PictureData {
  file: string;
  name: string;
  width: number;
  height: number;
  alt: string;
}

export type Localised = Record<string, string>;

export interface NoticeData {
  text: Localised;
}

export interface CountdownData {
  endsAt: string;
  label: Localised;
}

/** The slides on stage, or nothing when something else is. */
export function slidesOf(stage: Stage | null): SlidesData | undefined {
  return stage?.kind === 'slides' ? (stage.data as unknown as SlidesData) : undefined;
}

export function fileUrl(file: string): string {
  return `/api/v1/files/${encodeURIComponent(file)}/content`;
}
