import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { useProblemText } from '@/lib/problem';
import type { Line } from '@/lib/room/types';
import { hideLine } from '../api';
import { useRoomSession } from '../session';
import styles from './chat.module.css';

export function HideDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const { t } = useTranslation('room');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const [reason, setReason] = useState('');
  const hide = useMutation({ mutationFn: () => hideLine(id, line.seq, reason.trim()), onSuccess: onClose });
  return (
    <Dialog title={t('chat.hideAsk')} onClose={onClose}>
      <p className={styles.asked}>{line.text}</p>
      <Field label={t('chat.hideReason')} error={hide.error ? problem(hide.error) : undefined}>
        <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t('chat.keep')}</Button>
        <Button variant="danger" filled disabled={hide.isPending} onClick={() => hide.mutate()}>
          {t('chat.hide')}
        </Button>
      </div>
    </Dialog>
  );
}
