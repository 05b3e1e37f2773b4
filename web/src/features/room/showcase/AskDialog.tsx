import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { TextArea } from '@/components/TextArea';
import { useToast } from '@/components/Toast';
import { useDraft } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';
import { idempotencyKey, useAskAbout } from './api';
import styles from './showcase.module.css';

interface AskDialogProps {
  parcel: string;
  name: string;
  /** The room one is in, while it goes on. */
  room?: string | undefined;
  onClose: () => void;
}

/** A question about this parcel, whether it is on stage or not. What was typed stays until it is asked. */
export function AskDialog({ parcel, name, room, onClose }: AskDialogProps) {
  const { t } = useTranslation('showcase');
  const say = useToast();
  const problem = useProblemText();
  const [text, setText] = useDraft(`ask.${room ?? 'page'}.${parcel}`, '');
  const [anonymous, setAnonymous] = useState(false);
  const [key] = useState(idempotencyKey);
  const ask = useAskAbout(parcel, room);
  const send = () =>
    ask.mutate(
      { text: text.trim(), anonymous, key },
      {
        onSuccess: (waits) => {
          setText('');
          say(t(waits ? 'ask.waits' : 'ask.asked'));
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={t('ask.title', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" busy={ask.isPending} disabled={text.trim().length < 2} onClick={send}>
            {t('ask.send')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field label={t('ask.label')}>
          <TextArea
            rows={3}
            value={text}
            maxLength={500}
            placeholder={t('ask.hint')}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <label className={styles.check}>
          <input type="checkbox" checked={anonymous} onChange={(event) => setAnonymous(event.target.checked)} />
          {t('ask.anonymous')}
        </label>
        {ask.error && <Notice tone="bad">{problem(ask.error)}</Notice>}
      </div>
    </Dialog>
  );
}
