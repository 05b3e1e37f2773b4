import { useCallback } from 'react';
import type { ConnectionState } from '@/lib/room/socket';
import { useRoomPlace, useRoomView } from '../session';

/** Whether parcels are shown here: the session is about them, or one has been on stage. */
export function useShowcase(): boolean {
  const about = useRoomPlace().info.session.kind === 'showcase';
  const has = useCallback(({ room }: ConnectionState) => room.timeline.some(({ kind }) => kind === 'parcel'), []);
  return useRoomView(has) || about;
}
