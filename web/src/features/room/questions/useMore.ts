import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Schema } from '@/lib/api';
import { foldQuestions } from '@/lib/room/questions';
import type { RoomQuestion } from '@/lib/room/types';
import { useRoomSession } from '../session';
import { listQuestions } from './api';

/** Questions beyond those everybody has, asked for page by page. */
export function useMore(known: readonly RoomQuestion[]) {
  const { id } = useRoomSession();
  const [wanted, setWanted] = useState(false);
  const pages = useInfiniteQuery({
    queryKey: ['room', id, 'questions'],
    enabled: wanted,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => listQuestions(id, pageParam),
    getNextPageParam: (page) => page.next,
  });
  const questions = useMemo(() => {
    const have = new Set(known.map((q) => q.seq));
    const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
    return items.filter((q) => !have.has(q.seq ?? 0)).map(listed);
  }, [pages.data, known]);
  return {
    questions,
    any: known.length >= foldQuestions && (!wanted || pages.hasNextPage),
    busy: pages.isFetching,
    load: () => (wanted ? void pages.fetchNextPage() : setWanted(true)),
  };
}

function listed(q: Schema<'Question'>): RoomQuestion {
  const { id, text, by, anonymous, votes, pinned } = q;
  const status = q.status === 'answered' ? 'answered' : 'open';
  const stage = q.stage as RoomQuestion['stage'];
  return {
    seq: q.seq ?? 0,
    at: q.askedAt,
    id,
    text,
    votes,
    pinned,
    status,
    ...(by && { by }),
    ...(anonymous && { anonymous }),
    ...(stage && { stage }),
    ...(q.answer && { answer: q.answer }),
  };
}
