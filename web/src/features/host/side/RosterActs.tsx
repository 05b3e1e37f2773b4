import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { useCan, useRoomSession } from '../../room/session';
import { actOn, hostKeys, type RosterAct, type RosterPerson } from '../api';
import styles from '../host.module.css';

interface RosterActsProps {
  person: RosterPerson;
  name: string;
  muted: boolean;
  onDone: () => void;
}

const roles = ['guest', 'moderator', 'presenter', 'host'] as const;

/** What can be done with one person. Throwing out and shutting out ask first. */
export function RosterActs({ person, name, muted, onDone }: RosterActsProps) {
  const { t } = useTranslation(['host', 'room']);
  const { id } = useRoomSession();
  const queries = useQueryClient();
  const problem = useProblemText();
  const mayRole = useCan('set-participant-role');
  const [asking, setAsking] = useState<'kick' | 'ban'>();
  const act = useMutation({
    mutationFn: (what: RosterAct) => actOn(id, person.id, what),
    onSuccess: async () => {
      setAsking(undefined);
      await queries.invalidateQueries({ queryKey: hostKeys.roster(id) });
      onDone();
    },
  });
  const button = (words: string, what: RosterAct) => (
    <Button key={words} size="s" variant="soft" disabled={act.isPending} onClick={() => act.mutate(what)}>
      {words}
    </Button>
  );
  return (
    <div className={styles.acts}>
      {muted
        ? button(t('host:roster.unmute'), { act: 'mute', minutes: 0 })
        : [5, 30].map((count) => button(t('host:roster.mute', { count }), { act: 'mute', minutes: count }))}
      {person.banned ? (
        button(t('host:roster.unban'), { act: 'unban' })
      ) : (
        <>
          <Button size="s" variant="danger" onClick={() => setAsking('kick')}>
            {t('host:roster.kick')}
          </Button>
          <Button size="s" variant="danger" onClick={() => setAsking('ban')}>
            {t('host:roster.ban')}
          </Button>
        </>
      )}
      {mayRole &&
        roles
          .filter((role) => role !== person.role)
          .map((role) => button(t('host:roster.role', { role: t(`room:role.${role}`) }), { act: 'role', role }))}
      {act.error && !asking && <Notice tone="bad">{problem(act.error)}</Notice>}
      {asking && (
        <Ask
          what={asking}
          name={name}
          error={act.error ? problem(act.error) : undefined}
          busy={act.isPending}
          onClose={() => setAsking(undefined)}
          onYes={(reason) => act.mutate({ act: asking, ...(reason && { reason }) })}
        />
      )}
    </div>
  );
}

interface AskProps {
  what: 'kick' | 'ban';
  name: string;
  error: string | undefined;
  busy: boolean;
  onClose: () => void;
  onYes: (reason: string) => void;
}

function Ask({ what, name, error, busy, onClose, onYes }: AskProps) {
  const { t } = useTranslation('host');
  const [reason, setReason] = useState('');
  return (
    <Dialog title={t(`roster.${what}Title`, { name })} onClose={onClose}>
      <p>{t(`roster.${what}Text`)}</p>
      <Field label={t('roster.reason')}>
        <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {error && <Notice tone="bad">{error}</Notice>}
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t('state.cancel')}</Button>
        <Button variant="danger" filled disabled={busy} onClick={() => onYes(reason.trim())}>
          {t(`roster.${what}`)}
        </Button>
      </div>
    </Dialog>
  );
}
