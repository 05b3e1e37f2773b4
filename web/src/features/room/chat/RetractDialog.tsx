import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import type { Line } from '@/lib/room/types';
import { retractLine } from '../api';
import { useRoomSession } from '../session';
import styles from './chat.module.css';

export function RetractDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const { t } = useTranslation('room');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const retract = useMutation({ mutationFn: () => retractLine(id, line.seq), onSuccess: onClose });
  return (
    <Dialog title={t('chat.retractAsk')} onClose={onClose}>
      <p className={styles.asked}>{line.text}</p>
      {retract.error && <Notice tone="bad">{problem(retract.error)}</Notice>}
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t('chat.keep')}</Button>
        <Button variant="danger" filled disabled={retract.isPending} onClick={() => retract.mutate()}>
          {t('chat.retract')}
        </Button>
      </div>
    </Dialog>
  );
}
