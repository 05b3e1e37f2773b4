import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { useCan, useRoomSession, useRoomView } from '../room/session';
import { roomStateOf } from '../room/views';
import { openRehearsal } from './api';
import styles from './rundown.module.css';

/** Before the start: into a throw-away room with the same files, run of show and crew. */
export function Rehearse() {
  const { t } = useTranslation('rundown');
  const { id, info } = useRoomSession();
  const problem = useProblemText();
  const navigate = useNavigate();
  const may = useCan('open-rehearsal');
  const state = useRoomView(roomStateOf);
  const open = useMutation({
    mutationFn: () => openRehearsal(id),
    onSuccess: (room) => navigate({ to: '/rooms/$room/host', params: { room: room.id } }),
  });
  if (!may || state !== 'waiting' || info.kind === 'rehearsal') return null;
  return (
    <>
      <Button size="s" disabled={open.isPending} title={t('rehearse.hint')} onClick={() => open.mutate()}>
        {t('rehearse.open')}
      </Button>
      {open.error && (
        <div className={styles.lacks}>
          <Notice tone="bad">{problem(open.error)}</Notice>
        </div>
      )}
    </>
  );
}
