import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';

export type Person = Schema<'Person'>;
export type Role = Schema<'Membership'>['role'];
export type PersonKind = Person['kind'];

export const roles: readonly Role[] = ['administrator', 'official', 'secretary', 'investor'];
export const personKinds: readonly PersonKind[] = ['member', 'guest'];

const root = 'staff-people';

export interface PeopleFilter {
  q?: string;
  organisation?: string;
  role?: Role;
  kind?: PersonKind;
}

export function usePeople(filter: PeopleFilter) {
  return useCursorList([root, 'list', filter], (cursor) =>
    unwrap(api.GET('/people', { params: { query: { ...filter, cursor } } })),
  );
}

export function usePerson(id: string | undefined) {
  return useQuery({
    queryKey: [root, 'one', id],
    enabled: Boolean(id),
    queryFn: () => unwrap(api.GET('/people/{person}', { params: { path: { person: id ?? '' } } })),
  });
}

/** People found for a picker: members first, then guests, whom one also invites. */
export function usePeopleSearch(q: string) {
  return useQuery({
    queryKey: [root, 'search', q],
    enabled: q.trim().length > 0,
    placeholderData: (before) => before,
    queryFn: async () => {
      const read = (kind: PersonKind) =>
        unwrap(api.GET('/people', { params: { query: { q: q.trim(), kind, limit: 10 } } }));
      const [members, guests] = await Promise.all([read('member'), read('guest')]);
      return [...(members.items ?? []), ...(guests.items ?? [])];
    },
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [root] });
}

export function useCreatePerson() {
  return useMutation({
    mutationFn: ({ draft, key }: { draft: Schema<'PersonDraft'>; key: string }) =>
      unwrap(api.POST('/people', { params: { header: { 'Idempotency-Key': key } }, body: draft })),
    onSettled: useRefresh(),
  });
}

export function useUpdatePerson(id: string) {
  return useMutation({
    mutationFn: ({ change, version }: { change: Schema<'PersonChange'>; version: number }) =>
      unwrap(
        api.PATCH('/people/{person}', {
          params: { path: { person: id }, header: { 'If-Match': etag(version) } },
          body: change,
        }),
      ),
    onSettled: useRefresh(),
  });
}

export function useSetMemberships(id: string) {
  return useMutation({
    mutationFn: ({ memberships, version }: { memberships: Schema<'MembershipDraft'>[]; version: number }) =>
      unwrap(
        api.PUT('/people/{person}/memberships', {
          params: { path: { person: id }, header: { 'If-Match': etag(version) } },
          body: { memberships },
        }),
      ),
    onSettled: useRefresh(),
  });
}

export function useSignOutPerson(id: string) {
  return useMutation({
    mutationFn: () => unwrap(api.POST('/people/{person}/sign-out', { params: { path: { person: id } } })),
    onSettled: useRefresh(),
  });
}

export function useErasePerson(id: string) {
  return useMutation({
    mutationFn: () => unwrap(api.DELETE('/people/{person}', { params: { path: { person: id } } })),
    onSuccess: useRefresh(),
  });
}
