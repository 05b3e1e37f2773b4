import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import { Select } from '@/components/Select';
import { api, idempotencyKey, type Schema, unwrap } from '@/lib/api';
import { useMe, useTakeMe } from '@/lib/auth';
import { useDraft } from '@/lib/draft';
import { codeText, fieldProblems, useProblemText } from '@/lib/problem';
import { ApiError } from '@/lib/problem-types';
import { type Event, eventKeys } from '../event/api';
import { Needs } from '../invitation/Needs';
import { Consent } from './Consent';
import { ErrorSummary } from './ErrorSummary';
import { asksForUscc, type Entry, type EntryField, emptyEntry, entryProblems, requestOf } from './entry';
import { Interests } from './Interests';
import { regionsOf } from './regions';

interface FormProps {
  event: Event;
  onDone: (registration: Schema<'Registration'>) => void;
}

export function Form({ event, onDone }: FormProps) {
  const { t, i18n } = useTranslation(['event', 'errors', 'common']);
  const { data: me } = useMe();
  const [typed, setTyped, forget] = useDraft<Partial<Entry>>(`register.${event.id}`, {});
  const entry = useMemo<Entry>(
    () => ({ ...emptyEntry, name: me?.name ?? '', organisationName: me?.organisationName ?? '', ...typed }),
    [me, typed],
  );
  const [tried, setTried] = useState(false);
  const trouble = useRef<HTMLDivElement>(null);
  const register = useRegister(event, (registration) => {
    forget();
    onDone(registration);
  });
  const version = event.consent.version;
  const te = i18n.getFixedT(null, 'errors');
  const found = tried ? entryProblems(entry, version) : {};
  const refused = useRefusals(register.error, register.variables, entry, version);
  const problem = (field: EntryField) => refused[field] ?? (found[field] && codeText(te, found[field]));
  const fields = (['name', 'contact', 'organisationName', 'region', 'uscc', 'interests', 'consent'] as const).flatMap(
    (field) => {
      const text = problem(field);
      return text ? [{ field, text }] : [];
    },
  );

  // A refusal must be seen: it stands above a long form whose button is below.
  useEffect(() => {
    if (register.error) trouble.current?.focus();
  }, [register.error]);

  const change = (part: Partial<Entry>) => setTyped((before) => ({ ...before, ...part }));
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    if (register.isPending) return;
    if (Object.keys(entryProblems(entry, version)).length === 0) register.mutate(requestOf(entry, version));
    requestAnimationFrame(() => trouble.current?.focus());
  };

  return (
    <form className="rg-form" noValidate onSubmit={submit}>
      <div ref={trouble} tabIndex={-1} className="rg-trouble">
        <ErrorSummary fields={fields} />
        {register.error && fields.length === 0 && <Failure error={register.error} />}
      </div>
      <Field id="name" label={t('register.name')} error={problem('name')} required>
        <Input
          value={entry.name}
          autoComplete="name"
          maxLength={50}
          onChange={(e) => change({ name: e.target.value })}
        />
      </Field>
      <Field
        id="contact"
        label={t('register.contact')}
        hint={t('register.contactHint')}
        error={problem('contact')}
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
      <Field id="organisationName" label={t('register.organisation')} error={problem('organisationName')} required>
        <Input
          value={entry.organisationName}
          autoComplete="organization"
          maxLength={120}
          onChange={(e) => change({ organisationName: e.target.value })}
        />
      </Field>
      <Field id="region" label={t('register.region')} error={problem('region')}>
        <Select value={entry.region} onChange={(e) => change({ region: e.target.value })}>
          {regionsOf(t).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {asksForUscc(entry) && (
        <Field
          id="uscc"
          label={t('register.uscc')}
          note={t('common:optional')}
          hint={t('register.usccHint')}
          error={problem('uscc')}
        >
          <Input
            className="code-in"
            value={entry.uscc}
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            onChange={(e) => change({ uscc: e.target.value })}
          />
        </Field>
      )}
      <Interests value={entry.interests} onChange={(interests) => change({ interests })} />
      <Needs entry={entry} onChange={change} />
      <Consent
        consent={event.consent}
        agreed={entry.agreed === version}
        error={problem('consent')}
        onChange={(agreed) => change({ agreed: agreed ? version : '' })}
      />
      <Button type="submit" variant="primary" size="l" wide busy={register.isPending}>
        {register.isPending ? t('register.busy') : t('register.submit')}
      </Button>
      <p className="c3 t12">{t('register.kept')}</p>
    </form>
  );
}

/** Registers once, however often the button is pressed or the answer is lost. */
function useRegister(event: Event, onDone: (registration: Schema<'Registration'>) => void) {
  const queries = useQueryClient();
  const take = useTakeMe();
  const attempt = useRef({ body: '', key: '' });
  return useMutation({
    mutationFn: (body: Schema<'RegistrationEntry'>) => {
      const text = JSON.stringify(body);
      if (attempt.current.body !== text) attempt.current = { body: text, key: idempotencyKey() };
      return unwrap(
        api.POST('/events/{event}/registrations', {
          params: { path: { event: event.id }, header: { 'Idempotency-Key': attempt.current.key } },
          body,
        }),
      );
    },
    onSuccess: async ({ registration, me }) => {
      onDone(registration);
      await take(me);
      await queries.invalidateQueries({ queryKey: eventKeys.all });
    },
    // A text that has changed meanwhile must be fetched, so that it can be read and agreed to.
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'consent_outdated')
        void queries.invalidateQueries({ queryKey: eventKeys.all });
    },
  });
}

/** What the server refused, by field, until that field is changed. */
function useRefusals(
  error: unknown,
  sent: Schema<'RegistrationEntry'> | undefined,
  entry: Entry,
  version: string,
): Partial<Record<string, string>> {
  const { t } = useTranslation('errors');
  return useMemo(() => {
    if (!error || !sent) return {};
    const now: Record<string, unknown> = { ...requestOf(entry, version) };
    const was: Record<string, unknown> = { ...sent };
    const all = Object.entries(fieldProblems(t, error)).map(
      ([field, text]) => [field.replace(/\[.*$/, ''), text] as const,
    );
    return Object.fromEntries(all.filter(([field]) => JSON.stringify(now[field]) === JSON.stringify(was[field])));
  }, [error, sent, entry, version, t]);
}

function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation(['event', 'common']);
  const text = useProblemText();
  return (
    <Notice tone="bad">
      <b>{t('register.failed')}</b>
      <p>{text(error)}</p>
      {error instanceof ApiError && error.requestId && (
        <p className="code">{t('common:error.number', { number: error.requestId, time: '' })}</p>
      )}
    </Notice>
  );
}
