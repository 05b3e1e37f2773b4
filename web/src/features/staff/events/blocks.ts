import { type Words, wordsOf } from '../shared/localised';
import type { Block, ListName } from './form';

interface FieldSpec {
  name: string;
  kind: 'line' | 'words' | 'choice';
  required?: boolean;
  limit?: number;
  options?: readonly string[];
}

/** What each list on the event's page is made of; another list is one more line. */
export const blockFields: Record<ListName, readonly FieldSpec[]> = {
  figures: [
    { name: 'value', kind: 'line', required: true, limit: 20 },
    { name: 'unit', kind: 'words', required: true, limit: 20 },
    { name: 'label', kind: 'words', required: true, limit: 160 },
  ],
  parcels: [
    { name: 'number', kind: 'line', required: true, limit: 40 },
    { name: 'name', kind: 'words', required: true, limit: 80 },
    { name: 'note', kind: 'words', limit: 200 },
  ],
  carriers: [
    {
      name: 'kind',
      kind: 'choice',
      required: true,
      options: ['zone', 'park', 'building', 'town', 'street', 'community', 'enclave'],
    },
    { name: 'name', kind: 'words', required: true, limit: 80 },
    { name: 'note', kind: 'words', limit: 200 },
  ],
  organisers: [
    { name: 'role', kind: 'choice', required: true, options: ['host', 'co-host', 'chamber'] },
    { name: 'name', kind: 'words', required: true, limit: 120 },
  ],
};

export const blockLimits: Record<ListName, number> = { figures: 8, carriers: 30, organisers: 30, parcels: 50 };

export function emptyBlock(list: ListName): Block {
  const block: Block = { illustrative: false };
  for (const { name, kind, options } of blockFields[list]) {
    block[name] = kind === 'words' ? wordsOf(undefined) : (options?.[0] ?? '');
  }
  return block;
}

/** The texts of a block, to count what is not translated. */
export function wordsIn(block: Block): Words[] {
  return Object.values(block).filter((value): value is Words => typeof value === 'object');
}

/** The fields of a block that still have to be filled in. */
export function unfilled(list: ListName, block: Block): string[] {
  return blockFields[list].filter(({ name, required }) => required && isEmpty(block[name])).map(({ name }) => name);
}

function isEmpty(value: Block[string] | undefined): boolean {
  if (typeof value === 'object') return !value['zh-CN'].trim();
  return typeof value !== 'string' || !value.trim();
}

/** Moves an item of a list by one place. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(from + by, 0, item);
  return next;
}
