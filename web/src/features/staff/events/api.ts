import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, type Schema, unwrap } from '@/lib/api';
import { language } from '@/lib/language';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';
import type { CastRole, EventStatus, RegistrationStatus, Session, StaffEvent } from './model';
import type { sessionChange, sessionDraft } from './sessionForm';

const root = 'staff-events';

export function useStaffEvents(filter: { q?: string; status?: EventStatus }) {
  return useCursorList([root, 'list', filter], (cursor) =>
    unwrap(api.GET('/events', { params: { query: { ...filter, cursor } } })),
  );
}

export function useStaffEvent(id: string) {
  return useQuery({
    queryKey: [root, 'one', id],
    queryFn: () => unwrap(api.GET('/events/{event}', { params: { path: { event: id } } })),
  });
}

export type ChecklistItem = Schema<'ChecklistItem'>;

/** What is missing before the event is published, as the server sees what is saved. */
export function useChecklist(event: StaffEvent, enabled: boolean) {
  return useQuery({
    enabled,
    queryKey: [root, 'checklist', event.id, event.version],
    queryFn: async () =>
      (await unwrap(api.GET('/events/{event}/checklist', { params: { path: { event: event.id } } }))).items,
    placeholderData: (before) => before,
    refetchInterval: 60_000, // time passes, and slides are laid ready elsewhere
  });
}

/** Puts what a change answered where every page of this event reads, and lets the lists be read again. */
function take(queries: QueryClient, event: StaffEvent): void {
  queries.setQueryData([root, 'one', event.id], event);
  void queries.invalidateQueries({ queryKey: [root, 'list'] });
  void queries.invalidateQueries({ queryKey: ['events'] });
}

export function useCreateEvent() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: Record<string, unknown>; key: string }) =>
      unwrap(
        api.POST('/events', {
          params: { header: { 'Idempotency-Key': key } },
          body: body as never, // the form knows its fields; the server checks them
        }),
      ),
    onSuccess: (event) => take(queries, event),
  });
}

export function useUpdateEvent(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ change, version }: { change: Record<string, unknown>; version: number }) =>
      unwrap(
        api.PATCH('/events/{event}', {
          params: { path: { event: id }, header: { 'If-Match': etag(version) } },
          body: change as never,
        }),
      ),
    onSuccess: (event) => take(queries, event),
  });
}

/** Which parcels the event presents, in their order. */
export function useSetEventParcels(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ parcels, version }: { parcels: string[]; version: number }) =>
      unwrap(
        api.PUT('/events/{event}/parcels', {
          params: { path: { event: id }, header: { 'If-Match': etag(version) } },
          body: { parcels },
        }),
      ),
    onSuccess: (event) => take(queries, event),
  });
}

export function useSetStatus(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ status, version }: { status: EventStatus; version: number }) =>
      unwrap(
        api.PUT('/events/{event}/status', {
          params: { path: { event: id }, header: { 'If-Match': etag(version) } },
          body: { status },
        }),
      ),
    onSuccess: (event) => take(queries, event),
    onError: () => queries.invalidateQueries({ queryKey: [root, 'one', id] }), // the next try names the latest version
  });
}

type SessionBody = ReturnType<typeof sessionDraft>;
type SessionPatch = ReturnType<typeof sessionChange>;

/** Makes a draft like an event; what its sessions start from is the first one's time. */
export function useCopyEvent() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ event, startsAt, key }: { event: string; startsAt: string; key: string }) =>
      unwrap(
        api.POST('/events/{event}/copies', {
          params: { path: { event }, header: { 'Idempotency-Key': key } },
          body: { startsAt },
        }),
      ),
    onSuccess: (event) => take(queries, event),
  });
}

export function useCopySession(event: string) {
  const refresh = useRefreshEvents();
  return useMutation({
    mutationFn: ({ session, startsAt, key }: { session: string; startsAt: string; key: string }) =>
      unwrap(
        api.POST('/events/{event}/sessions/{session}/copies', {
          params: { path: { event, session }, header: { 'Idempotency-Key': key } },
          body: { startsAt },
        }),
      ),
    onSettled: refresh,
  });
}

/** Adds a session, or saves what changed in one. */
export function useSaveSession(event: string) {
  const refresh = useRefreshEvents();
  return useMutation({
    mutationFn: (save: { draft: SessionBody; key: string } | { session: Session; change: SessionPatch }) =>
      'draft' in save
        ? unwrap(
            api.POST('/events/{event}/sessions', {
              params: { path: { event }, header: { 'Idempotency-Key': save.key } },
              body: save.draft,
            }),
          )
        : unwrap(
            api.PATCH('/events/{event}/sessions/{session}', {
              params: { path: { event, session: save.session.id }, header: { 'If-Match': etag(save.session.version) } },
              body: save.change,
            }),
          ),
    onSettled: refresh,
  });
}

export function useDeleteSession(event: string) {
  const refresh = useRefreshEvents();
  return useMutation({
    mutationFn: (session: string) =>
      unwrap(api.DELETE('/events/{event}/sessions/{session}', { params: { path: { event, session } } })),
    onSettled: refresh,
  });
}

export function useSetPeople(event: string) {
  const refresh = useRefreshEvents();
  return useMutation({
    mutationFn: ({ session, people }: { session: Session; people: { person: string; role: CastRole }[] }) =>
      unwrap(
        api.PUT('/events/{event}/sessions/{session}/people', {
          params: { path: { event, session: session.id }, header: { 'If-Match': etag(session.version) } },
          body: { people },
        }),
      ),
    onSettled: refresh,
  });
}

/** Reads the event again: a change of a session changes it too. */
function useRefreshEvents() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [root] });
}

export function useRegistrations(
  event: string,
  filter: { q?: string; status?: RegistrationStatus; onSite?: true; contacts?: 'full' },
) {
  return useCursorList([root, 'registrations', event, filter], (cursor) =>
    unwrap(api.GET('/events/{event}/registrations', { params: { path: { event }, query: { ...filter, cursor } } })),
  );
}

export function registrationsFile(event: string, status: RegistrationStatus | undefined, onSite: boolean | undefined) {
  const query = new URLSearchParams({ lang: language(), ...(status && { status }), ...(onSite && { onSite: 'true' }) });
  return `/api/v1/events/${event}/registrations/export.xlsx?${query}`;
}

export function useCancelRegistration(event: string) {
  const refresh = useRefreshEvents();
  return useMutation({
    mutationFn: (registration: string) =>
      unwrap(api.DELETE('/events/{event}/registrations/{registration}', { params: { path: { event, registration } } })),
    onSettled: refresh,
  });
}

export function newKey(): string {
  return idempotencyKey();
}
