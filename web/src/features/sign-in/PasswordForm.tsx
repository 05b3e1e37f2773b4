import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { useSignIn } from '@/lib/auth';
import { normaliseContact } from '@/lib/contact';
import { useDraft } from '@/lib/draft';
import { Failure } from './Failure';

export function PasswordForm({ onDone, onCode }: { onDone: () => void; onCode: () => void }) {
  const { t } = useTranslation('account');
  const { t: te } = useTranslation('errors');
  const [login, setLogin] = useDraft('sign-in.contact', '');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState(false);
  const signIn = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (login.trim() && password) {
      signIn.mutate({ method: 'password', login: normaliseContact(login), password }, { onSuccess: onDone });
    }
  };
  return (
    <form className="si-form" noValidate onSubmit={submit}>
      <Failure error={signIn.error} />
      <Field label={t('contact')} error={tried && !login.trim() ? te('contact_required') : undefined} required>
        <Input
          value={login}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          onChange={(event) => setLogin(event.target.value)}
        />
      </Field>
      <Field label={t('password.label')} error={tried && !password ? te('required') : undefined} required>
        <Input
          type={shown ? 'text' : 'password'}
          value={password}
          autoComplete="current-password"
          maxLength={512}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <label className="check plain">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        <span>{t('password.show')}</span>
      </label>
      <Button type="submit" variant="primary" size="l" wide busy={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
      <Button variant="quiet" onClick={onCode}>
        {t('password.forgot')}
      </Button>
    </form>
  );
}
