import { useRoomMe } from '../api';
import { useRoomSession, useRoomView } from '../session';
import { useNow } from '../useNow';
import { enteredOf } from '../views';

/** Until when I am muted; undefined once that moment has passed. */
export function useMuted(): string | undefined {
  const { id } = useRoomSession();
  const until = useRoomMe(id, useRoomView(enteredOf)).data?.mutedUntil;
  const now = useNow(1000, until !== undefined);
  return until && Date.parse(until) > now ? until : undefined;
}
