import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Notice } from '@/components/Notice';
import { idempotencyKey } from '@/lib/api';
import { fieldProblems, useProblemText } from '@/lib/problem';
import type { Venue } from '@/lib/room/types';
import { useRoomSession } from '../../room/session';
import { setVenues, type VenueDraft } from './api';
import styles from './ceremony.module.css';
import { VenueFields } from './VenueFields';

const kinds = ['government', 'company', 'site'] as const;
const most = 6;

/** A place of the form; the key keeps a row whatever is taken out above it. */
interface Row {
  key: string;
  venue: VenueDraft;
}

const rowOf = ({ ready: _, ...venue }: Venue): Row => ({ key: venue.id, venue });

/** Which places take part. Where none does yet, the three of a ground-breaking stand there to be named. */
export function VenuesForm({ venues, onDone }: { venues: Venue[]; onDone: () => void }) {
  const { t } = useTranslation('host-ceremony');
  const { t: errors } = useTranslation('errors');
  const { id: room } = useRoomSession();
  const problem = useProblemText();
  const fresh = (kind: Venue['kind']): Row => ({
    key: idempotencyKey(),
    venue: { kind, label: t(`venues.names.${kind}`) },
  });
  const [rows, setRows] = useState<Row[]>(() => (venues.length > 0 ? venues.map(rowOf) : kinds.map(fresh)));
  const save = useMutation({
    mutationFn: () =>
      setVenues(
        room,
        rows.map(({ venue }) => venue),
      ),
    onSuccess: onDone,
  });
  const wrong = fieldProblems(errors, save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const change = (key: string, part: Partial<VenueDraft>) =>
    setRows(rows.map((row) => (row.key === key ? { key, venue: { ...row.venue, ...part } } : row)));
  return (
    <form className={styles.form} onSubmit={submit}>
      {rows.map(({ key, venue }, at) => (
        <fieldset key={key} className={styles.venue}>
          <legend className="sr">{venue.label || t('venues.numbered', { number: at + 1 })}</legend>
          <VenueFields venue={venue} wrong={wrong} at={`venues[${at}].`} onChange={(part) => change(key, part)} />
          <Button size="s" variant="quiet" onClick={() => setRows(rows.filter((row) => row.key !== key))}>
            <Icon name="trash" size="s" />
            {t('venues.remove')}
          </Button>
        </fieldset>
      ))}
      {save.error && Object.keys(wrong).length === 0 && <Notice tone="bad">{problem(save.error)}</Notice>}
      <div className={styles.acts}>
        <Button size="s" disabled={rows.length >= most} onClick={() => setRows([...rows, fresh('site')])}>
          <Icon name="plus" size="s" />
          {t('venues.add')}
        </Button>
        <span className={styles.grow} />
        <Button size="s" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button type="submit" size="s" variant="primary" busy={save.isPending}>
          {t('venues.save')}
        </Button>
      </div>
    </form>
  );
}
