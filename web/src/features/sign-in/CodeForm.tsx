import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { ApiError, api, unwrap } from '@/lib/api';
import { useSignIn } from '@/lib/auth';
import { contactProblem, normaliseContact } from '@/lib/contact';
import { useDraft } from '@/lib/draft';
import { language } from '@/lib/language';
import { useNow } from '@/lib/now';
import { codeText } from '@/lib/problem';
import { ownZone } from '@/lib/time';
import { Failure } from './Failure';

/** A code to a phone or mailbox; whoever reads it signs in. */
export function CodeForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account');
  const { t: te } = useTranslation('errors');
  const [contact, setContact] = useDraft('sign-in.contact', '');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState<'contact' | 'code'>();
  const digits = useRef<HTMLInputElement>(null);
  const sending = useSendCode();
  const signIn = useSignIn();
  const wrong = tried && contactProblem(contact);

  useEffect(() => {
    if (sending.sentTo) digits.current?.focus();
  }, [sending.sentTo]);

  const send = () => {
    setTried('contact');
    if (contactProblem(contact)) return;
    signIn.reset();
    sending.send(normaliseContact(contact));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sending.sentTo !== normaliseContact(contact)) return send();
    setTried('code');
    if (!/^\d{6}$/.test(code)) return digits.current?.focus();
    signIn.mutate(
      { method: 'code', contact: sending.sentTo, code, language: language(), timeZone: ownZone() },
      { onSuccess: onDone },
    );
  };
  const sent = sending.sentTo !== undefined && sending.sentTo === normaliseContact(contact);
  const codeWrong = tried === 'code' && !/^\d{6}$/.test(code) ? te('code_required') : undefined;
  return (
    <form className="si-form" noValidate onSubmit={submit}>
      <Failure error={signIn.error ?? sending.error} />
      <Field label={t('contact')} error={wrong ? codeText(te, wrong) : undefined} hint={t('contactHint')} required>
        <Input
          value={contact}
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          onChange={(event) => setContact(event.target.value)}
        />
      </Field>
      {sent && (
        <>
          <p role="status">{t('code.sent', { contact: sending.sentTo })}</p>
          <Field label={t('code.label')} error={codeWrong} required>
            <Input
              ref={digits}
              className="digits"
              value={code}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              onChange={(event) => setCode(event.target.value.normalize('NFKC').replace(/\D/g, ''))}
            />
          </Field>
        </>
      )}
      <Button type="submit" variant="primary" size="l" wide busy={signIn.isPending || sending.isPending}>
        {sent ? t('signIn.submit') : t('code.send')}
      </Button>
      {sent && <Again wait={sending.againAt} busy={sending.isPending} onSend={send} />}
    </form>
  );
}

/** Sends codes and knows when the next one may be asked for. */
function useSendCode() {
  const [sentTo, setSentTo] = useState<string>();
  const [againAt, setAgainAt] = useState(0);
  const sending = useMutation({
    mutationFn: (contact: string) => unwrap(api.POST('/codes', { body: { contact } })),
    onSuccess: ({ resendAfter }, contact) => {
      setSentTo(contact);
      setAgainAt(Date.now() + resendAfter * 1000);
    },
    onError: (error, contact) => {
      if (!(error instanceof ApiError) || !error.retryAfter) return;
      setAgainAt(Date.now() + error.retryAfter * 1000);
      if (error.code === 'code_too_soon') setSentTo(contact); // the code sent before still works
    },
  });
  return { sentTo, againAt, send: sending.mutate, isPending: sending.isPending, error: sending.error };
}

function Again({ wait, busy, onSend }: { wait: number; busy: boolean; onSend: () => void }) {
  const { t } = useTranslation('account');
  const left = Math.ceil((wait - useNow(1000)) / 1000);
  if (left > 0) return <p className="c2 again">{t('code.again', { count: left })}</p>;
  return (
    <Button variant="quiet" busy={busy} onClick={onSend}>
      {t('code.resend')}
    </Button>
  );
}
