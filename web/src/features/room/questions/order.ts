import { isThere } from '@/lib/room/questions';
import type { RoomQuestion } from '@/lib/room/types';

export type Order = 'votes' | 'latest';

/** Pinned ones first, then those without an answer, then as asked for. */
export function ordered(questions: readonly RoomQuestion[], order: Order): RoomQuestion[] {
  const rank = (q: RoomQuestion) => (q.pinned ? 0 : q.status === 'open' ? 1 : 2);
  return questions
    .filter(isThere)
    .sort((a, b) => rank(a) - rank(b) || (order === 'votes' ? b.votes - a.votes : 0) || b.seq - a.seq);
}
