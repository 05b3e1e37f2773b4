import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useRoomSession, useRoomView } from '../room/session';
import { onlineOf, staffOf } from '../room/views';
import { hostKeys } from './api';

/** People come in waves; the list is read again once one has passed. */
const settleMs = 800;

/** Reads the roster again when somebody came or went, and when staff did something to somebody. */
export function useFreshRoster(): void {
  const { id } = useRoomSession();
  const queries = useQueryClient();
  const online = useRoomView(onlineOf);
  const done = useRoomView(staffOf)?.log.at(-1)?.seq;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the two are what to react to
  useEffect(() => {
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: hostKeys.roster(id) }), settleMs);
    return () => clearTimeout(timer);
  }, [online, done, queries, id]);
}
