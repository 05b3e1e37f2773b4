import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { useNow } from '@/lib/now';
import { codeText } from '@/lib/problem';
import { type Prepared, prepare, type Subject } from '@/lib/signing/confirm';
import { Statement } from './Statement';
import { Trouble } from './Trouble';
import { useConfirming } from './useConfirming';

interface ByCodeProps {
  subject: Subject;
  /** Masked, where the code will go. */
  contact: string;
  /** Kept by the page, so that closing this does not make a code that was sent worthless. */
  sent: Sent | undefined;
  onSent: (sent: Sent) => void;
  onClose: () => void;
}

export interface Sent {
  prepared: Prepared;
  againAt: number;
}

/** Confirming by a code to the verified contact: the weaker way, and said to be. */
export function ByCode({ subject, contact, sent, onSent, onClose }: ByCodeProps) {
  const { t } = useTranslation('sign');
  const { t: te } = useTranslation('errors');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const digits = useRef<HTMLInputElement>(null);
  const confirming = useConfirming(subject.agreement);
  const sending = useMutation({
    mutationFn: () => prepare(subject, 'code'),
    onSuccess: (prepared) => {
      confirming.reset();
      onSent({ prepared, againAt: Date.now() + prepared.resendAfter * 1000 });
    },
  });
  const now = useNow(1000);
  const open = sent && sent.prepared.expiresAt > now ? sent : undefined;
  const left = open ? Math.ceil((open.againAt - now) / 1000) : 0;
  const id = open?.prepared.id;
  useEffect(() => {
    if (id) digits.current?.focus();
  }, [id]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!open) return sending.mutate();
    setTried(true);
    if (/^\d{6}$/.test(code)) confirming.mutate({ prepared: open.prepared, code });
    else digits.current?.focus();
  };
  const error = confirming.error ?? sending.error;
  return (
    <Dialog title={t('code.title')} onClose={onClose}>
      <form noValidate onSubmit={submit} className="dlg-body">
        <p>{t('code.text')}</p>
        {error && <Trouble error={error} />}
        {open && (
          <>
            <Statement>{open.prepared.says.statement}</Statement>
            <p role="status">{t('code.sent', { contact: open.prepared.sentTo ?? contact })}</p>
            <Field
              label={t('code.label')}
              error={tried && !/^\d{6}$/.test(code) ? codeText(te, 'code_required') : undefined}
              required
            >
              <Input
                ref={digits}
                value={code}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={6}
                onChange={(event) => setCode(event.target.value.normalize('NFKC').replace(/\D/g, ''))}
              />
            </Field>
          </>
        )}
        <Button type="submit" variant="primary" size="l" wide busy={sending.isPending || confirming.isPending}>
          {open ? t('code.confirm') : t('code.send', { contact })}
        </Button>
        {open &&
          (left > 0 ? (
            <p className="c2">{t('code.again', { count: left })}</p>
          ) : (
            <Button variant="quiet" busy={sending.isPending} onClick={() => sending.mutate()}>
              {t('code.resend')}
            </Button>
          ))}
      </form>
    </Dialog>
  );
}
