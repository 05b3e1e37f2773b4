import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { reactionTotals } from '@/lib/room/view';
import styles from './room.module.css';
import { useCan, useRoomSession, useRoomView } from './session';
import { freshOf, phaseOf, reactionsOf } from './views';

const kinds = ['clap', 'like'] as const;

/** One hand does the same at most this often; what comes much faster would be dropped by the server anyway. */
const pauseMs = 250;

/** Counts, not flying icons. */
export function Reactions({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation('room');
  const { socket } = useRoomSession();
  const reactions = useRoomView(reactionsOf);
  const fresh = useRoomView(freshOf);
  const totals = reactionTotals({ room: { reactions }, fresh });
  const open = useRoomView(phaseOf) === 'open';
  const may = useCan('react');
  const last = useRef<Record<string, number>>({});
  const react = (kind: string) => {
    if (Date.now() - (last.current[kind] ?? 0) < pauseMs) return;
    last.current[kind] = Date.now();
    socket.pulse(kind);
  };
  return (
    <div className={styles.reactions}>
      {kinds.map((kind) => {
        const count = totals[kind] ?? 0;
        return (
          <button
            key={kind}
            type="button"
            className={styles.react}
            disabled={!open || !may}
            aria-label={t(`react.${kind}Count`, { count })}
            onClick={() => react(kind)}
          >
            <Icon name={kind} />
            {!compact && <span>{t(`react.${kind}`)}</span>}
            {(count > 0 || !compact) && <span>{count.toLocaleString()}</span>}
          </button>
        );
      })}
    </div>
  );
}
