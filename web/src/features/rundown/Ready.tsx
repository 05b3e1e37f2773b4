import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useProblemText } from '@/lib/problem';
import { useCan, useRoomSession, useRoomView } from '../room/session';
import { staffOf, youOf } from '../room/views';
import { setReady } from './api';
import styles from './rundown.module.css';

/** 我准备好了: what somebody of the crew says of themselves. */
export function Ready() {
  const { t } = useTranslation('rundown');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const may = useCan('set-ready');
  const you = useRoomView(youOf)?.id ?? '';
  const ready = useRoomView(staffOf)?.ready.includes(you) ?? false;
  const say = useMutation({ mutationFn: () => setReady(id, !ready) });
  if (!may) return null;
  return (
    <button
      type="button"
      className={styles.readyButton}
      aria-pressed={ready}
      disabled={say.isPending}
      title={say.error ? problem(say.error) : undefined}
      onClick={() => say.mutate()}
    >
      <Icon name={ready ? 'check' : 'clock'} size="s" />
      {t(ready ? 'ready.said' : 'ready.say')}
    </button>
  );
}
