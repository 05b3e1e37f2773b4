import { useCan, useRoomView } from '../../room/session';
import { roomStateOf } from '../../room/views';

/** Whether I may do this now; nothing of a ceremony is arranged once the session is over. */
export function useMay(operation: string): boolean {
  const can = useCan(operation);
  const over = useRoomView(roomStateOf) === 'ended';
  return can && !over;
}
