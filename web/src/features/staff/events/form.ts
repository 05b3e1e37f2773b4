import { languages } from '@/lib/language';
import { textOf, type Words, wordsOf } from '../shared/localised';
import { changes } from '../shared/merge';
import type { StaffEvent } from './model';

/** One item of a list on the event's page; see blocks.ts for which fields each list has. */
export type Block = { illustrative: boolean } & Record<string, string | boolean | Words>;

export interface CoverChoice {
  file: string;
  url: string;
}

/** An event as the editor holds it: every field bound to something, texts with all languages. */
export interface EventForm {
  title: Words;
  tagline: Words;
  description: Words;
  slug: string;
  timeZone: string;
  languages: string[];
  illustrative: boolean;
  cover: CoverChoice | null;
  figures: Block[];
  carriers: Block[];
  organisers: Block[];
  parcels: Block[];
}

export const listNames = ['figures', 'carriers', 'organisers', 'parcels'] as const;
export type ListName = (typeof listNames)[number];

/** An event that has not been written yet. */
export function newEventForm(timeZone: string): EventForm {
  const words = () => wordsOf(undefined);
  return {
    title: words(),
    tagline: words(),
    description: words(),
    slug: '',
    timeZone,
    languages: [...languages],
    illustrative: false,
    cover: null,
    figures: [],
    carriers: [],
    organisers: [],
    parcels: [],
  };
}

export function formOf(event: StaffEvent): EventForm {
  return {
    title: wordsOf(event.title),
    tagline: wordsOf(event.tagline),
    description: wordsOf(event.description),
    slug: event.slug,
    timeZone: event.timeZone,
    languages: languages.filter((tag) => event.languages.includes(tag)),
    illustrative: event.illustrative,
    cover: event.cover ? { file: event.cover.file, url: event.cover.url } : null,
    figures: event.figures.map(({ value, unit, label, illustrative = false }) => ({
      value,
      unit: wordsOf(unit),
      label: wordsOf(label),
      illustrative,
    })),
    carriers: event.carriers.map(({ kind, name, note, illustrative = false }) => ({
      kind,
      name: wordsOf(name),
      note: wordsOf(note),
      illustrative,
    })),
    organisers: event.organisers.map(({ role, name, illustrative = false }) => ({
      role,
      name: wordsOf(name),
      illustrative,
    })),
    parcels: event.parcels.map(({ number, name, note, illustrative = false }) => ({
      number,
      name: wordsOf(name),
      note: wordsOf(note),
      illustrative,
    })),
  };
}

/** What a PATCH sends: only the fields that differ from what was read, so that others' edits stay. */
export function changeOf(base: EventForm, form: EventForm): Record<string, unknown> {
  const changed = changes(base, form);
  return Object.fromEntries(Object.entries(changed).map(([name, value]) => [name, outgoing(name, value)]));
}

/** What the POST of a new event sends. */
export function draftOf(form: EventForm): Record<string, unknown> {
  const { slug, cover, ...rest } = form;
  const body: Record<string, unknown> = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, outgoing(name, value)]),
  );
  if (slug.trim()) body.slug = slug.trim();
  if (cover) body.cover = cover.file;
  return body;
}

function outgoing(name: string, value: unknown): unknown {
  if (name === 'title' || name === 'tagline' || name === 'description') return textOf(value as Words);
  if (name === 'cover') return (value as CoverChoice | null)?.file ?? '';
  if (name === 'slug') return (value as string).trim();
  if ((listNames as readonly string[]).includes(name)) return (value as Block[]).map(outgoingBlock);
  return value;
}

function outgoingBlock(block: Block): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(block).map(([name, value]) => [name, typeof value === 'object' ? textOf(value) : trimmed(value)]),
  );
}

function trimmed(value: string | boolean): string | boolean {
  return typeof value === 'string' ? value.trim() : value;
}
