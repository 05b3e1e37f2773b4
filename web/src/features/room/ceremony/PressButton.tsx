import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/lib/api';
import { useProblemText } from '@/lib/problem';
import type { ConnectionState } from '@/lib/room/socket';
import type { Start } from '@/lib/room/types';
import { useRoomPlace, useRoomView } from '../session';
import { youOf } from '../views';
import styles from './start.module.css';
import { useServerClock } from './useCountdown';

const roomOf = (state: ConnectionState) => state.room;

/**
 * The button of those who begin. The moment of the press is read on the server's clock here, so that a slow net makes
 * nobody late; a press that did not get through is sent again with the same moment.
 */
export function PressButton({ start }: { start: Start }) {
  const { t } = useTranslation('ceremony');
  const { id: room } = useRoomPlace();
  const problem = useProblemText();
  const now = useServerClock();
  const you = useRoomView(youOf)?.id;
  const { scene, venues = [] } = useRoomView(roomOf);
  const press = useMutation({
    mutationFn: (at: string) => unwrap(api.POST('/rooms/{room}/presses', { params: { path: { room } }, body: { at } })),
    retry: 3,
  });
  const mine = you && (scene.people.some(({ id }) => id === you) || venues.some((each) => each.participant === you));
  if (!mine) return null;
  const done = press.isSuccess || start.presses.some(({ by }) => by === you);
  return (
    <div className={styles.press}>
      <button
        type="button"
        disabled={done || press.isPending}
        onClick={() => press.mutate(new Date(now()).toISOString())}
      >
        {t(done ? 'start.pressed' : 'start.press')}
      </button>
      {press.error && <p role="alert">{problem(press.error)}</p>}
    </div>
  );
}
