import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { useSignIn } from '@/lib/auth';
import { useDraft } from '@/lib/draft';
import { language } from '@/lib/language';
import { ownZone } from '@/lib/time';
import { Failure } from './Failure';

/** Enough for public sessions: only a name. */
export function GuestForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account');
  const { t: te } = useTranslation('errors');
  const [name, setName] = useDraft('guest-name', '');
  const [tried, setTried] = useState(false);
  const signIn = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!name.trim()) return;
    signIn.mutate(
      { method: 'guest', name: name.trim(), language: language(), timeZone: ownZone() },
      { onSuccess: onDone },
    );
  };
  return (
    <form className="si-form" noValidate onSubmit={submit}>
      <Failure error={signIn.error} />
      <Field
        label={t('name')}
        hint={t('guest.hint')}
        error={tried && !name.trim() ? te('name_required') : undefined}
        required
      >
        <Input value={name} autoComplete="name" maxLength={50} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button type="submit" variant="primary" size="l" wide busy={signIn.isPending}>
        {t('guest.submit')}
      </Button>
    </form>
  );
}
