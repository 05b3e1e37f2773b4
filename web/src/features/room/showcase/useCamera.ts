import { useCallback } from 'react';
import type { ConnectionState } from '@/lib/room/socket';
import { useRoomView } from '../session';
import type { Camera } from './view';

/** How the presenter looks at what is on stage: as the map moves, else as it rests; nothing before there was a view. */
export function usePresenterCamera(stage: number): Camera | undefined {
  return useRoomView(
    useCallback(
      ({ stickies, room }: ConnectionState) => {
        const moving = stickies.camera?.data as Camera | null | undefined;
        if (moving?.stage === stage) return moving;
        return room.camera?.stage === stage ? room.camera : undefined;
      },
      [stage],
    ),
  );
}
