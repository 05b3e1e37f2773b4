import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import styles from './room.module.css';
import { useRoomSession, useRoomView } from './session';
import { secondsUntil, useNow } from './useNow';
import { useSignInAgain } from './useSignInAgain';
import { lostAtOf, offlineOf, phaseOf, retryAtOf } from './views';

/** While the line is down: what happened, that what was written is safe, and what happens next. */
export function CutBar() {
  const { t } = useTranslation('room');
  const { id, socket } = useRoomSession();
  const signIn = useSignInAgain(id);
  const phase = useRoomView(phaseOf);
  const retryAt = useRoomView(retryAtOf);
  const offline = useRoomView(offlineOf);
  const lostAt = useRoomView(lostAtOf);
  const now = useNow(500, phase === 'waiting');
  const signedOut = phase === 'signed-out';
  if (phase === 'open' || phase === 'closed' || lostAt === undefined) return null;

  const words = () => {
    if (signedOut) return t('cut.signedOut');
    if (offline) return t('cut.offline');
    if (phase === 'waiting' && retryAt) return t('cut.counting', { seconds: secondsUntil(retryAt, now) });
    return t('cut.connecting');
  };
  return (
    <div className={styles.cut} role="status">
      <Icon name="offline" />
      <span className={styles.cutWords}>
        {words()}
        {!signedOut && <small>{t('cut.safe')}</small>}
      </span>
      {signedOut ? (
        <Button size="s" onClick={signIn}>
          {t('cut.signIn')}
        </Button>
      ) : (
        <Button size="s" disabled={phase !== 'waiting'} onClick={socket.reconnect}>
          {t('cut.now')}
        </Button>
      )}
    </div>
  );
}
