import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';

export type Lead = Schema<'Lead'>;
export type LeadStatus = Lead['status'];

const listKey = 'staff-leads';

export function useLeads(query: { status?: LeadStatus; room?: string; contacts?: 'full' }) {
  return useCursorList([listKey, query], (cursor) =>
    unwrap(api.GET('/leads', { params: { query: { ...query, cursor } } })),
  );
}

/** Says how far the bureau is, as of the version that was read. */
export function useLeadStatus({ id, version }: Lead) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (status: LeadStatus) =>
      unwrap(
        api.PATCH('/leads/{lead}', {
          params: { path: { lead: id }, header: { 'If-Match': etag(version) } },
          body: { status },
        }),
      ),
    onSettled: () => void queries.invalidateQueries({ queryKey: [listKey] }),
  });
}
