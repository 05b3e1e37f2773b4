import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import type { Schema } from '@/lib/api';
import { codeText, fieldProblems, useProblemText } from '@/lib/problem';
import { ApiError } from '@/lib/problem-types';
import { Consent } from '../register/Consent';
import { type Invitation, useAccept } from './api';
import { type Entry, emptyEntry, entryProblems, requestOf } from './entry';
import { Needs } from './Needs';

interface RegisterFormProps {
  invitation: Invitation;
  token: string;
  /** The link is one's own: what the chamber knows need not be typed. */
  mine: boolean;
  onBack: () => void;
  onOther: () => void;
  onDone: (registration: Schema<'Registration'>) => void;
}

/** Accepting: in one's own name with the name alone, in another's with contact and company. */
export function RegisterForm({ invitation, token, mine, onBack, onOther, onDone }: RegisterFormProps) {
  const { t, i18n } = useTranslation(['invitation', 'errors']);
  const text = useProblemText();
  const te = i18n.getFixedT(null, 'errors');
  const known = mine && Boolean(invitation.contact);
  const [own, setOwn] = useState(false);
  const [tried, setTried] = useState(false);
  const [entry, setEntry] = useState<Entry>(() => ({
    ...emptyEntry,
    name: mine && invitation.own ? (invitation.name ?? '') : '',
  }));
  const top = useRef<HTMLHeadingElement>(null);
  const accept = useAccept(invitation.event.id, token, onDone);
  const whole = !known || own;
  const change = (part: Partial<Entry>) => setEntry((before) => ({ ...before, ...part }));
  const found = tried ? entryProblems(entry, whole) : {};
  const refused = accept.error ? fieldProblems(te, accept.error) : {};
  const problem = (field: 'name' | 'contact' | 'organisationName' | 'consent') =>
    refused[field] ?? (found[field] && codeText(te, found[field]));
  const elsewhere = accept.error && Object.keys(refused).length === 0;
  const differs = accept.error instanceof ApiError && accept.error.code === 'invitation_name_differs';
  useEffect(() => top.current?.focus(), []);

  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    if (accept.isPending || Object.keys(entryProblems(entry, whole)).length > 0) return;
    accept.mutate(
      requestOf(entry, { token, mine, whole, onSite: invitation.onSite, version: invitation.consent.version }),
    );
  };

  return (
    <form className="iv-card" noValidate onSubmit={submit}>
      <h2 ref={top} tabIndex={-1}>
        {t(mine ? 'form.mine' : 'form.other')}
      </h2>
      {elsewhere && (
        <Notice tone="bad">
          <p>{text(accept.error)}</p>
        </Notice>
      )}
      <Field
        id="name"
        label={t('form.name')}
        error={problem('name')}
        hint={mine && !invitation.own ? t('form.nameHint') : undefined}
        required
      >
        <Input
          value={entry.name}
          placeholder={mine ? invitation.name : undefined}
          autoComplete="name"
          maxLength={50}
          onChange={(e) => change({ name: e.target.value })}
        />
      </Field>
      {differs && mine && (
        <Button wide onClick={onOther}>
          {t('notMine')}
        </Button>
      )}
      {known && !own && (
        <div className="iv-known">
          <p>
            {t('form.known', {
              organisation: invitation.organisation || t('form.noOrganisation'),
              contact: invitation.contact,
            })}
          </p>
          <button type="button" className="iv-link" onClick={() => setOwn(true)}>
            {t('form.change')}
          </button>
        </div>
      )}
      {whole && (
        <>
          <Field
            id="contact"
            label={t('form.contact')}
            error={problem('contact')}
            hint={t('form.contactHint')}
            required
          >
            <Input
              value={entry.contact}
              inputMode="email"
              autoComplete="tel"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={254}
              onChange={(e) => change({ contact: e.target.value })}
            />
          </Field>
          <Field id="organisationName" label={t('form.organisation')} error={problem('organisationName')} required>
            <Input
              value={entry.organisationName}
              autoComplete="organization"
              maxLength={120}
              onChange={(e) => change({ organisationName: e.target.value })}
            />
          </Field>
        </>
      )}
      <Needs entry={entry} onSite={invitation.onSite} venue={invitation.venue} onChange={change} />
      <Consent
        consent={invitation.consent}
        agreed={entry.agreed}
        error={problem('consent')}
        onChange={(agreed) => change({ agreed })}
      />
      <Button type="submit" variant="primary" size="l" wide busy={accept.isPending}>
        {t('form.submit')}
      </Button>
      <button type="button" className="iv-link" onClick={onBack}>
        {t('back')}
      </button>
    </form>
  );
}
