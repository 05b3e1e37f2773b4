import { useMe } from '@/lib/auth';
import { ownZone } from '@/lib/time';

/** The zone the reader reads times in: what they chose, else their device's. */
export function useZone(): string {
  return useMe().data?.timeZone || ownZone();
}
