import type { Schema } from '@/lib/api';

const kinds = [
  'invited',
  'read',
  'accepted',
  'frozen',
  'passkey',
  'code-sent',
  'confirmed',
  'withdrawn',
  'replaced',
  'sealed',
  'released',
  'witnessed',
  'voided',
  'expired',
] as const;

/** A line of evidence as the page shows it. */
export interface Shown {
  seq: number;
  hash: string;
  at: string;
  kind: string;
  /** The kind when the page has words for it. */
  known?: (typeof kinds)[number];
  who: string;
  page?: number;
  level?: 'passkey' | 'code';
}

/** Reads a line; what cannot be read is shown by its number and hash alone. */
export function lineOf({ seq, hash, line }: Schema<'AgreementLine'>): Shown {
  let raw: Record<string, unknown> = {};
  try {
    raw = JSON.parse(line) as Record<string, unknown>;
  } catch {
    // The hash still stands for it.
  }
  const data = (raw.data ?? {}) as Record<string, unknown>;
  const kind = String(raw.kind ?? '');
  const level = data.level === 'passkey' || data.level === 'code' ? data.level : undefined;
  return {
    seq,
    hash,
    at: String(raw.at ?? ''),
    kind,
    known: kinds.find((one) => one === kind),
    who: String(raw.who ?? ''),
    page: typeof data.page === 'number' ? data.page : undefined,
    level,
  };
}
