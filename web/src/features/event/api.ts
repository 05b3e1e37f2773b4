import { queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';

export type Event = Schema<'Event'>;
export type Session = Schema<'Session'>;

/** Query keys of events: everything under ['events']. */
export const eventKeys = {
  all: ['events'] as const,
  one: (event: string) => ['events', 'one', event] as const,
  list: (when: When) => ['events', 'list', when] as const,
};

export type When = 'upcoming' | 'past';

export const eventQuery = (slug: string) =>
  queryOptions({
    queryKey: eventKeys.one(slug),
    queryFn: ({ signal }) => unwrap(api.GET('/events/{event}', { params: { path: { event: slug } }, signal })),
    // Doors open and sessions begin while the page is looked at.
    refetchInterval: 30_000,
  });

export function useEvents(when: When) {
  return useInfiniteQuery({
    queryKey: eventKeys.list(when),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/events', {
          params: { query: { when, status: 'published', limit: 20, cursor: pageParam || undefined } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
}

/** Where the calendar file of an event is. */
export const calendarHref = (slug: string) => `/api/v1/events/${encodeURIComponent(slug)}/calendar.ics`;
