import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';

export type Organisation = Schema<'Organisation'>;
export type OrganisationKind = Organisation['kind'];
export const organisationKinds: readonly OrganisationKind[] = ['bureau', 'chamber', 'company'];

const root = 'staff-organisations';

export function useOrganisations(filter: { q?: string; kind?: OrganisationKind }) {
  return useCursorList([root, 'list', filter], (cursor) =>
    unwrap(api.GET('/organisations', { params: { query: { ...filter, cursor } } })),
  );
}

export function useOrganisation(id: string | undefined) {
  return useQuery({
    queryKey: [root, 'one', id],
    enabled: Boolean(id),
    queryFn: () => unwrap(api.GET('/organisations/{organisation}', { params: { path: { organisation: id ?? '' } } })),
  });
}

/** Organisations whose name contains what was typed, for pickers. */
export function useOrganisationSearch(q: string) {
  return useQuery({
    queryKey: [root, 'search', q],
    placeholderData: (before) => before,
    queryFn: () => unwrap(api.GET('/organisations', { params: { query: { q: q || undefined, limit: 20 } } })),
  });
}

type Save =
  | { draft: Schema<'OrganisationDraft'>; key: string }
  | { id: string; version: number; change: Schema<'OrganisationChange'> };

export function useSaveOrganisation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (save: Save) =>
      'draft' in save
        ? unwrap(api.POST('/organisations', { params: { header: { 'Idempotency-Key': save.key } }, body: save.draft }))
        : unwrap(
            api.PATCH('/organisations/{organisation}', {
              params: { path: { organisation: save.id }, header: { 'If-Match': etag(save.version) } },
              body: save.change,
            }),
          ),
    onSettled: () => queries.invalidateQueries({ queryKey: [root] }),
  });
}
