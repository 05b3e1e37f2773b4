import { useRoomView } from '../session';
import { useNow } from '../useNow';
import { youOf } from '../views';

/** Until when I am muted; undefined once that moment has passed. */
export function useMuted(): string | undefined {
  const until = useRoomView(youOf)?.mutedUntil;
  const now = useNow(1000, until !== undefined);
  return until && Date.parse(until) > now ? until : undefined;
}
