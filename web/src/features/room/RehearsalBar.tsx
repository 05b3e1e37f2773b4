import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Notice } from '@/components/Notice';
import { api, unwrap } from '@/lib/api';
import { useProblemText } from '@/lib/problem';
import styles from './rehearsal.module.css';
import { useCan, useRoomSession } from './session';

/** On every page of a rehearsal: that it is one, the way back, and its end. */
export function RehearsalBar() {
  const { t } = useTranslation('room');
  const { info } = useRoomSession();
  const may = useCan('close-rehearsal');
  const [asking, setAsking] = useState(false);
  if (info.kind !== 'rehearsal' || !info.live) return null;
  return (
    <div className={styles.bar} role="note">
      <b>{t('rehearsal.banner')}</b>
      <span>{t('rehearsal.text')}</span>
      <Link to="/rooms/$room/host" params={{ room: info.live }} className="btn s soft">
        {t('rehearsal.toLive')}
      </Link>
      {may && (
        <Button size="s" onClick={() => setAsking(true)}>
          {t('rehearsal.close')}
        </Button>
      )}
      {asking && <Close live={info.live} onClose={() => setAsking(false)} />}
    </div>
  );
}

function Close({ live, onClose }: { live: string; onClose: () => void }) {
  const { t } = useTranslation('room');
  const { id, socket } = useRoomSession();
  const problem = useProblemText();
  const navigate = useNavigate();
  const close = useMutation({
    mutationFn: async () => {
      await unwrap(api.DELETE('/rooms/{room}/rehearsal', { params: { path: { room: id } } }));
      socket.stop(); // there is nothing to come back to
      await navigate({ to: '/rooms/$room/host', params: { room: live } });
    },
  });
  return (
    <Dialog
      title={t('rehearsal.closeTitle')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('rehearsal.cancel')}</Button>
          <Button variant="danger" filled disabled={close.isPending} onClick={() => close.mutate()}>
            {t('rehearsal.close')}
          </Button>
        </>
      }
    >
      <p>{t('rehearsal.closeText')}</p>
      {close.error && <Notice tone="bad">{problem(close.error)}</Notice>}
    </Dialog>
  );
}
