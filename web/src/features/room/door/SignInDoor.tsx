import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { useDraft } from '@/lib/draft';
import { useProblemText } from '@/lib/problem';
import { enterAsGuest, type RoomInfo } from '../api';
import { DoorCard } from './DoorCard';
import styles from './door.module.css';

const longest = 40;

/** A public session needs only a name; every other one a sign-in. */
export function SignInDoor({
  room,
  info,
  over,
  onIn,
}: {
  room: string;
  info: RoomInfo;
  over: ReactNode;
  onIn: () => void;
}) {
  const { t } = useTranslation('room');
  const signIn = { to: '/sign-in', search: { next: `/rooms/${room}` } } as const;
  if (info.session.access !== 'public') {
    return (
      <DoorCard
        title={t('door.sign_in.title')}
        over={over}
        actions={
          <Link {...signIn} className="btn pri">
            {t('door.sign_in.action')}
          </Link>
        }
      >
        {t('door.sign_in.text')}
      </DoorCard>
    );
  }
  return (
    <DoorCard title={t('door.sign_in.guestTitle')} over={over}>
      <p>{t('door.sign_in.guestText')}</p>
      <GuestForm onIn={onIn} />
      <Link {...signIn}>{t('door.sign_in.have')}</Link>
    </DoorCard>
  );
}

function GuestForm({ onIn }: { onIn: () => void }) {
  const { t, i18n } = useTranslation('room');
  const problem = useProblemText();
  const queries = useQueryClient();
  const [name, setName] = useDraft('guest-name', '');
  const [missing, setMissing] = useState(false);
  const enter = useMutation({
    mutationFn: () => enterAsGuest(name.trim(), i18n.language),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onIn();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const length = [...name.trim()].length;
    setMissing(length === 0 || length > longest);
    if (length > 0 && length <= longest) enter.mutate();
  };
  const error = missing ? t('door.sign_in.nameMissing') : enter.error ? problem(enter.error) : undefined;
  return (
    <form className={styles.guest} onSubmit={submit} noValidate>
      <Field label={t('door.sign_in.name')} error={error}>
        <Input
          value={name}
          autoComplete="name"
          placeholder={t('door.sign_in.nameHint')}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" size="l" disabled={enter.isPending}>
        {t('door.sign_in.enter')}
      </Button>
    </form>
  );
}
