import type { Entry } from './types';

/** The payload as it may be shown now: nothing once it was redacted. */
export function payload(entry: Entry): Record<string, unknown> | undefined {
  return entry.redacted || !entry.data ? undefined : entry.data;
}
