import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import { useToast } from '@/components/Toast';
import { api, unwrap } from '@/lib/api';
import { type Me, meKey } from '@/lib/auth';
import { useProblemText } from '@/lib/problem';

const shortest = 10;

/** Sets or changes the password; only for who has shown that a contact is theirs. */
export function Password({ me }: { me: Me }) {
  const { t } = useTranslation('account');
  const [open, setOpen] = useState(false);
  if (!me.contacts.some(({ verified }) => verified)) return null;
  return (
    <section aria-labelledby="password-title" className="mine-out">
      <h2 id="password-title">{t('passwords.title')}</h2>
      <div className="acts">
        <Button onClick={() => setOpen(true)}>{me.hasPassword ? t('passwords.change') : t('passwords.set')}</Button>
      </div>
      {open && <Change me={me} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Change({ me, onClose }: { me: Me; onClose: () => void }) {
  const { t } = useTranslation('account');
  const { t: te } = useTranslation('errors');
  const text = useProblemText();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const change = useChange(me, onClose);
  const missing = me.hasPassword && !current;
  const short = [...next].length < shortest;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing && !short) change.mutate({ ...(me.hasPassword && { current }), new: next });
  };
  return (
    <Dialog title={me.hasPassword ? t('passwords.change') : t('passwords.set')} onClose={onClose}>
      <form className="mine-form" noValidate onSubmit={submit}>
        {change.error && <Notice tone="bad">{text(change.error)}</Notice>}
        {me.hasPassword && (
          <Field label={t('passwords.current')} error={tried && missing ? te('required') : undefined} required>
            <Input
              type="password"
              autoComplete="current-password"
              maxLength={128}
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
            />
          </Field>
        )}
        <Field
          label={t('passwords.next')}
          hint={t('passwords.hint')}
          error={tried && short ? t('passwords.short') : undefined}
          required
        >
          <Input
            type="password"
            autoComplete="new-password"
            maxLength={128}
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" busy={change.isPending}>
          {me.hasPassword ? t('passwords.change') : t('passwords.set')}
        </Button>
      </form>
    </Dialog>
  );
}

function useChange(me: Me, onDone: () => void) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const say = useToast();
  return useMutation({
    mutationFn: (password: { current?: string; new: string }) =>
      unwrap(api.PATCH('/me', { params: { header: { 'If-Match': `"${me.version}"` } }, body: { password } })),
    onSuccess: (next) => {
      say(t('passwords.saved'));
      onDone();
      queries.setQueryData(meKey, next);
    },
  });
}
