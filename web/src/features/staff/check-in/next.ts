import type { Event } from './api';

/** How long after its end an event is still the one at hand: people come late, and stay. */
const lingerMs = 3 * 60 * 60 * 1000;

/** The event one most likely stands at the door of: the first that is not over, else the last that was. */
export function nextOf<E extends Pick<Event, 'startsAt' | 'endsAt'>>(events: readonly E[], now: number): E | undefined {
  const dated = events
    .filter(({ startsAt }) => startsAt)
    .sort((a, b) => Date.parse(a.startsAt ?? '') - Date.parse(b.startsAt ?? ''));
  return dated.find(({ endsAt }) => Date.parse(endsAt ?? '') + lingerMs > now) ?? dated.at(-1);
}
