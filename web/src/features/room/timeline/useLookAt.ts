import { useCallback } from 'react';
import type { Moment } from '@/lib/room/types';
import { readEntries } from '../api';
import { useLooking } from '../looking';
import { useRoomPlace } from '../session';
import type { SlidesData } from '../stage/data';

/** Goes back to what was on stage at a moment. Its entry knows the file; the timeline only the page. */
export function useLookAt(): (moment: Moment) => Promise<void> {
  const { id } = useRoomPlace();
  const { look } = useLooking();
  return useCallback(
    async (moment: Moment) => {
      if (moment.kind !== 'slides') return;
      const { items } = await readEntries(id, 'public', moment.seq - 1, 1);
      const data = items[0]?.data as { kind?: string; data?: SlidesData } | null | undefined;
      if (data?.kind === 'slides' && data.data) look({ ...data.data, at: moment.at, seq: moment.seq });
    },
    [id, look],
  );
}
