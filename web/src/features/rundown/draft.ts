import type { Slides } from '../room/api';
import type { RundownDraft, ScheduledItem } from './api';

/** An item as its form holds it. */
export interface ItemDraft {
  title: string;
  minutes: number;
  person: string;
  speaker: string;
  /** What comes on stage: nothing, `file:ID`, `parcel:ID`, `document:ID`, `notice`, `blank`, or `other` for what the form does not know. */
  shows: string;
  page: number;
  notice: string;
  notes: string;
}

export function draftOf(item?: ScheduledItem): ItemDraft {
  const data = item?.stage?.data as { file?: string; page?: number; text?: Record<string, string> } | undefined;
  return {
    title: item?.title ?? '',
    minutes: item?.minutes ?? 10,
    person: item?.person ?? '',
    speaker: item?.speaker ?? '',
    shows: showsOf(item?.stage),
    page: data?.page ?? 1,
    notice: data?.text?.['zh-CN'] ?? '',
    notes: item?.notes ?? '',
  };
}

function showsOf(stage: RundownDraft['stage']): string {
  if (!stage) return '';
  const file = stage.data?.file;
  if (stage.kind === 'parcel') return `parcel:${String(stage.data?.parcel)}`;
  if (stage.kind === 'document') return `document:${String(stage.data?.agreement)}`;
  if (stage.kind === 'slides' || stage.kind === 'picture') return `file:${String(file)}`;
  return stage.kind === 'notice' || stage.kind === 'blank' ? stage.kind : 'other';
}

export function bodyOf(draft: ItemDraft, materials: Slides[], before: RundownDraft['stage']): RundownDraft {
  const { title, minutes, person, speaker, notes } = draft;
  const stage = stageOf(draft, materials, before);
  return {
    title: title.trim(),
    minutes,
    ...(person ? { person } : speaker.trim() && { speaker: speaker.trim() }),
    ...(stage && { stage }),
    ...(notes.trim() && { notes: notes.trim() }),
  };
}

function stageOf({ shows, page, notice }: ItemDraft, materials: Slides[], before: RundownDraft['stage']) {
  if (shows === '') return undefined;
  if (shows === 'blank') return { kind: 'blank', data: {} };
  if (shows.startsWith('parcel:')) return { kind: 'parcel', data: { parcel: shows.slice('parcel:'.length) } };
  if (shows.startsWith('document:')) {
    return { kind: 'document', data: { agreement: shows.slice('document:'.length), page } };
  }
  if (shows === 'notice') return { kind: 'notice', data: { text: { 'zh-CN': notice } } };
  const file = materials.find((each) => `file:${each.file}` === shows);
  if (!file) return before; // of a kind of its own, or a file that is not here any more
  return file.kind === 'picture'
    ? { kind: 'picture', data: { file: file.file } }
    : { kind: 'slides', data: { file: file.file, page } };
}
