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
import { idempotencyKey, type Lead, useTalk, useWithdrawTalk } from './api';
import styles from './showcase.module.css';

interface TalkDialogProps {
  parcel: string;
  name: string;
  /** What I have said already. */
  lead: Lead | undefined;
  /** Where one is; nowhere on the parcel's own page. */
  room?: string | undefined;
  offset?: (() => number) | undefined;
  onClose: () => void;
}

/** 约洽谈: the bureau learns who, which parcel, in which session and at which second. */
export function TalkDialog({ parcel, name, lead, room, offset, onClose }: TalkDialogProps) {
  const { t } = useTranslation('showcase');
  const say = useToast();
  const problem = useProblemText();
  const [note, setNote] = useDraft(`talk.${room ?? 'page'}.${parcel}`, '');
  const [key] = useState(idempotencyKey);
  const talk = useTalk(parcel, room);
  const withdraw = useWithdrawTalk();
  const send = () =>
    talk.mutate(
      { note: note.trim(), key, ...(offset && { offsetMs: Math.round(offset()) }) },
      {
        onSuccess: () => {
          setNote('');
          say(t('talk.said'));
          onClose();
        },
      },
    );
  const takeBack = () => lead && withdraw.mutate(lead.id, { onSuccess: onClose });
  const failed = talk.error ?? withdraw.error;
  return (
    <Dialog
      title={t(lead ? 'talk.doneTitle' : 'talk.title', { name })}
      onClose={onClose}
      actions={
        lead ? (
          <>
            <Button variant="danger" busy={withdraw.isPending} onClick={takeBack}>
              {t('talk.withdraw')}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {t('talk.keep')}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button variant="primary" busy={talk.isPending} onClick={send}>
              {t('talk.send')}
            </Button>
          </>
        )
      }
    >
      <div className={styles.form}>
        <p>{t(lead ? 'talk.doneText' : 'talk.text')}</p>
        {lead ? (
          lead.note && <p>{lead.note}</p>
        ) : (
          <Field label={t('talk.label')}>
            <TextArea
              rows={3}
              value={note}
              maxLength={500}
              placeholder={t('talk.hint')}
              onChange={(event) => setNote(event.target.value)}
            />
          </Field>
        )}
        {failed && <Notice tone="bad">{problem(failed)}</Notice>}
      </div>
    </Dialog>
  );
}
