import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/lib/api';
import { roomKeys, useRoomMe } from '../api';
import { useRoomSession, useRoomView } from '../session';
import { enteredOf, roomStateOf } from '../views';

/** My own hand: undefined while it is down, and when the session is over. */
export function useMyHand() {
  const { id } = useRoomSession();
  const over = useRoomView(roomStateOf) === 'ended';
  const hand = useRoomMe(id, useRoomView(enteredOf)).data?.hand;
  return over ? undefined : hand;
}

export function useMoveHand() {
  const { id } = useRoomSession();
  const queries = useQueryClient();
  const params = { path: { room: id } };
  return useMutation({
    mutationFn: (up: boolean): Promise<unknown> =>
      unwrap(up ? api.PUT('/rooms/{room}/hand', { params }) : api.DELETE('/rooms/{room}/hand', { params })),
    onSuccess: () => queries.invalidateQueries({ queryKey: roomKeys.me(id) }),
  });
}
