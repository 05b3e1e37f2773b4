import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';

export type FollowUp = Schema<'FollowUp'>;

const listKey = 'staff-follow-ups';

export type Show = 'open' | 'overdue' | 'answered' | 'closed';

export function useFollowUps(show: Show | undefined) {
  const query = show === 'overdue' ? { overdue: true } : { status: show };
  return useCursorList([listKey, show ?? 'all'], (cursor) =>
    unwrap(api.GET('/follow-ups', { params: { query: { ...query, cursor } } })),
  );
}

/** One line, also when an answer has taken it out of the list that is shown. */
export function useFollowUp(id: string | undefined) {
  return useQuery({
    queryKey: [listKey, 'one', id],
    enabled: id !== undefined,
    queryFn: () => unwrap(api.GET('/follow-ups/{followUp}', { params: { path: { followUp: id ?? '' } } })),
  });
}

export type FollowUpWork =
  | { do: 'assign'; department: string; dueOn: string }
  | { do: 'answer'; text: string; public: boolean }
  | { do: 'close'; reason: string };

/** Handles a line as of the version that was read. */
export function useFollowUpWork(line: FollowUp) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (work: FollowUpWork) => {
      const params = { path: { followUp: line.id }, header: { 'If-Match': etag(line.version) } };
      switch (work.do) {
        case 'assign': {
          const { department, dueOn } = work;
          return unwrap(api.PATCH('/follow-ups/{followUp}', { params, body: { department, dueOn } }));
        }
        case 'answer':
          return unwrap(
            api.PUT('/follow-ups/{followUp}/answer', { params, body: { text: work.text, public: work.public } }),
          );
        case 'close':
          return unwrap(api.PUT('/follow-ups/{followUp}/closed', { params, body: { reason: work.reason } }));
      }
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: [listKey] }),
  });
}
