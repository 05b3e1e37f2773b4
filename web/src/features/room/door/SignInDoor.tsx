import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { useSignIn } from '@/lib/auth';
import { useDraft } from '@/lib/draft';
import { language } from '@/lib/language';
import { useProblemText } from '@/lib/problem';
import { DoorCard } from './DoorCard';
import styles from './door.module.css';
import type { ShutProps } from './doors';

const longest = 40;

/** A public session needs only a name; every other one a sign-in. */
export function SignInDoor({ room, info, over }: ShutProps) {
  const { t } = useTranslation('room');
  const signIn = { to: '/sign-in', search: { next: `/rooms/${room}` } } as const;
  if (info.session.access === 'public') {
    return (
      <DoorCard title={t('door.sign_in.guestTitle')} over={over}>
        <p>{t('door.sign_in.guestText')}</p>
        <GuestForm />
        <Link {...signIn}>{t('door.sign_in.have')}</Link>
      </DoorCard>
    );
  }
  const actions = (
    <Link {...signIn} className="btn pri">
      {t('door.sign_in.action')}
    </Link>
  );
  return (
    <DoorCard title={t('door.sign_in.title')} over={over} actions={actions}>
      {t('door.sign_in.text')}
    </DoorCard>
  );
}

/** Signing in reads everything anew, the door included: it opens by itself. */
function GuestForm() {
  const { t } = useTranslation('room');
  const problem = useProblemText();
  const [name, setName] = useDraft('guest-name', '');
  const [missing, setMissing] = useState(false);
  const enter = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const length = [...name.trim()].length;
    const wrong = length === 0 || length > longest;
    setMissing(wrong);
    if (!wrong) enter.mutate({ method: 'guest', name: name.trim(), language: language() });
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
      <Button type="submit" variant="primary" size="l" busy={enter.isPending}>
        {t('door.sign_in.enter')}
      </Button>
    </form>
  );
}
