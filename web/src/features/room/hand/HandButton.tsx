import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import styles from '../room.module.css';
import { useCan, useRoomView } from '../session';
import { phaseOf, roomStateOf } from '../views';
import { useMoveHand, useMyHand } from './useHand';

/** Raises my hand, and lowers it again. */
export function HandButton() {
  const { t } = useTranslation('room');
  const hand = useMyHand();
  const move = useMoveHand();
  const may = useCan('raise-hand');
  const open = useRoomView(phaseOf) === 'open';
  const over = useRoomView(roomStateOf) === 'ended';
  return (
    <button
      type="button"
      className={styles.react}
      aria-pressed={hand !== undefined}
      disabled={!open || !may || over || move.isPending}
      onClick={() => move.mutate(!hand)}
    >
      <Icon name="hand" />
      <span>{t(hand ? 'hand.lower' : 'hand.raise')}</span>
    </button>
  );
}
