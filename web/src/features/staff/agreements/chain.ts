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

/** Reads a line; of one whose words are withheld until everybody has signed, its kind, time and hash stand. */
export function lineOf({ seq, hash, at, kind, who, line }: Schema<'AgreementLine'>): Shown {
  const data = dataOf(line);
  return {
    seq,
    hash,
    at,
    kind,
    known: kinds.find((one) => one === kind),
    who,
    page: typeof data.page === 'number' ? data.page : undefined,
    level: data.level === 'passkey' || data.level === 'code' ? data.level : undefined,
  };
}

function dataOf(line: string | undefined): Record<string, unknown> {
  if (!line) return {};
  try {
    return (JSON.parse(line) as { data?: Record<string, unknown> }).data ?? {};
  } catch {
    return {}; // the hash still stands for it
  }
}
