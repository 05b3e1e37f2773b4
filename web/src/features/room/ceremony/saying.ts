import type { Agreement } from '@/lib/room/types';
import { hasConfirmed } from './agreement';

/** Keys of `say` in ceremony.json: what is going on, and what follows from it. */
type Saying =
  | 'released'
  | 'releasedMore'
  | 'confirmed'
  | 'confirmedMore'
  | 'some'
  | 'none'
  | 'frozenMore'
  | 'later'
  | 'withdrawn'
  | 'expired'
  | 'voided'
  | 'overMore'
  | 'draft'
  | 'draftMore';

const dead = ['withdrawn', 'expired', 'voided'] as const;

/** The ceremony and the legal act are two things: the end of the session ends no signing, and a party that is late no ceremony. */
export function sayingOf({ state, parties }: Pick<Agreement, 'state' | 'parties'>, ended: boolean): [Saying, Saying] {
  const gone = dead.find((each) => each === state);
  if (gone) return [gone, 'overMore'];
  if (state === 'released') return ['released', 'releasedMore'];
  if (state === 'confirmed' || state === 'sealing') return ['confirmed', ended ? 'later' : 'confirmedMore'];
  if (state === 'frozen') return [parties.some(hasConfirmed) ? 'some' : 'none', ended ? 'later' : 'frozenMore'];
  return ['draft', 'draftMore'];
}
