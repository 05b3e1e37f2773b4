import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import { contactProblem, normaliseContact } from '@/lib/contact';
import { language } from '@/lib/language';
import { codeText, fieldProblems, useProblemText } from '@/lib/problem';
import { useDelegate } from './api';

/** A colleague gets a link of their own, which says who suggested them. */
export function ColleagueForm({ token, onBack }: { token: string; onBack: () => void }) {
  const { t, i18n } = useTranslation(['invitation', 'errors']);
  const te = i18n.getFixedT(null, 'errors');
  const text = useProblemText();
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const [tried, setTried] = useState(false);
  const send = useDelegate(token);
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => top.current?.focus(), []);
  const refused = send.error ? fieldProblems(te, send.error) : {};
  const wrong = contactProblem(contact);
  if (send.isSuccess) {
    return (
      <section className="iv-card">
        <Notice tone="ok">{t('colleague.done')}</Notice>
        <Button wide onClick={onBack}>
          {t('back')}
        </Button>
      </section>
    );
  }
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    if (!send.isPending && name.trim() && !wrong)
      send.mutate({ name: name.trim(), contact: normaliseContact(contact), language: language() });
  };
  return (
    <form className="iv-card" noValidate onSubmit={submit}>
      <h2 ref={top} tabIndex={-1}>
        {t('colleague.title')}
      </h2>
      <p className="c2">{t('colleague.text')}</p>
      {send.error && Object.keys(refused).length === 0 && <Notice tone="bad">{text(send.error)}</Notice>}
      <Field
        label={t('colleague.name')}
        error={refused.name ?? (tried && !name.trim() ? codeText(te, 'name_required') : undefined)}
        required
      >
        <Input value={name} maxLength={50} onChange={(e) => setName(e.target.value)} />
      </Field>
      <Field
        label={t('colleague.contact')}
        hint={t('form.contactHint')}
        error={refused.contact ?? (tried && wrong ? codeText(te, wrong) : undefined)}
        required
      >
        <Input
          value={contact}
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          onChange={(e) => setContact(e.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" size="l" wide busy={send.isPending}>
        {t('colleague.send')}
      </Button>
      <button type="button" className="iv-link" onClick={onBack}>
        {t('back')}
      </button>
    </form>
  );
}
