import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { TextArea } from '@/components/TextArea';
import { api, idempotencyKey, unwrap } from '@/lib/api';
import { useDraft } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';
import { useCan, useRoomSession, useRoomView } from '../../room/session';
import { announcementOf, roomStateOf } from '../../room/views';
import styles from '../host.module.css';

/** A short line that everybody sees until it is withdrawn. */
export function Announce() {
  const { t } = useTranslation('host');
  const { id } = useRoomSession();
  const problem = useProblemText();
  const shown = useRoomView(announcementOf);
  const over = useRoomView(roomStateOf) === 'ended';
  const may = useCan('post-announcement');
  const [text, setText] = useDraft(`announcement.${id}`, '');
  const [key, setKey] = useState(idempotencyKey);
  const post = useMutation({
    mutationFn: () => {
      const params = { path: { room: id }, header: { 'Idempotency-Key': key } };
      return unwrap(api.POST('/rooms/{room}/announcements', { params, body: { text: text.trim() } }));
    },
    onSuccess: () => {
      setText('');
      setKey(idempotencyKey());
    },
  });
  const withdraw = useMutation({
    mutationFn: (seq: number) =>
      unwrap(api.DELETE('/rooms/{room}/announcements/{seq}', { params: { path: { room: id, seq } } })),
  });
  if (!may) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    post.mutate();
  };
  const error = post.error ?? withdraw.error;
  return (
    <form className={`${styles.block} ${styles.settings}`} onSubmit={submit}>
      <h2>{t('announce.title')}</h2>
      <fieldset disabled={over}>
        {shown && (
          <Notice
            action={
              <Button size="s" disabled={withdraw.isPending} onClick={() => withdraw.mutate(shown.seq)}>
                {t('announce.withdraw')}
              </Button>
            }
          >
            {shown.text}
          </Notice>
        )}
        <Field label={t('announce.text')}>
          <TextArea
            rows={2}
            maxLength={200}
            value={text}
            placeholder={t('announce.hint')}
            onChange={(event) => {
              setText(event.target.value);
              setKey(idempotencyKey()); // another line is another intention
            }}
          />
        </Field>
        {error && <Notice tone="bad">{problem(error)}</Notice>}
        <Button type="submit" variant="soft" size="s" disabled={text.trim() === '' || post.isPending}>
          {t('announce.post')}
        </Button>
      </fieldset>
    </form>
  );
}
