import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Input } from '@/components/Input';
import { Notice } from '@/components/Notice';
import { Select } from '@/components/Select';
import { useToast } from '@/components/Toast';
import { api, type Schema, unwrap } from '@/lib/api';
import { type Me, meKey } from '@/lib/auth';
import { useDraft } from '@/lib/draft';
import { chooseLanguage } from '@/lib/i18n';
import { type Language, languageNames, languages } from '@/lib/language';
import { fieldProblems, useProblemText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import { zonesFor } from './zones';

type Change = Pick<Schema<'MeChange'>, 'name' | 'organisationName' | 'language' | 'timeZone'>;

/** Name, organisation, language and zone; contacts and roles to look at. */
export function Profile({ me }: { me: Me }) {
  const { t } = useTranslation(['account', 'errors']);
  const { t: te } = useTranslation('errors');
  const text = useProblemText();
  const [typed, setTyped, forget] = useDraft<Change>(`profile.${me.id}.${me.version}`, {});
  const [tried, setTried] = useState(false);
  const save = useSave(me, forget);
  const entry = {
    name: me.name,
    organisationName: me.organisationName ?? '',
    language: me.language,
    timeZone: me.timeZone,
    ...typed,
  };
  const changed = (Object.keys(typed) as (keyof Change)[]).some((field) => entry[field] !== (me[field] ?? ''));
  const refused = fieldProblems(te, save.error);
  const nameless = tried && !entry.name.trim() ? te('name_required') : undefined;
  const change = (part: Change) => setTyped((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (entry.name.trim() && changed)
      save.mutate({ ...typed, ...(typed.name !== undefined && { name: typed.name.trim() }) });
  };
  return (
    <section aria-labelledby="profile-title">
      <h2 id="profile-title">{t('profile.title')}</h2>
      <Known me={me} />
      <form className="mine-form" noValidate onSubmit={submit}>
        {save.error && Object.keys(refused).length === 0 && <Notice tone="bad">{text(save.error)}</Notice>}
        <Field label={t('name')} error={nameless ?? refused.name} required>
          <Input
            value={entry.name}
            autoComplete="name"
            maxLength={50}
            onChange={(e) => change({ name: e.target.value })}
          />
        </Field>
        <Field label={t('profile.organisation')} error={refused.organisationName}>
          <Input
            value={entry.organisationName}
            autoComplete="organization"
            maxLength={120}
            onChange={(e) => change({ organisationName: e.target.value })}
          />
        </Field>
        <Field label={t('profile.language')} hint={t('profile.languageHint')} error={refused.language}>
          <Select value={entry.language} onChange={(e) => change({ language: e.target.value as Language })}>
            {languages.map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {languageNames[tag]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('profile.zone')} hint={t('profile.zoneHint')} error={refused.timeZone}>
          <Select value={entry.timeZone} onChange={(e) => change({ timeZone: e.target.value })}>
            {zonesFor(entry.timeZone).map(({ zone, name }) => (
              <option key={zone} value={zone}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" disabled={!changed} busy={save.isPending}>
          {t('profile.save')}
        </Button>
      </form>
    </section>
  );
}

function useSave(me: Me, forget: () => void) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const say = useToast();
  return useMutation({
    mutationFn: (body: Change) =>
      unwrap(api.PATCH('/me', { params: { header: { 'If-Match': `"${me.version}"` } }, body })),
    onSuccess: async (next, sent) => {
      forget();
      queries.setQueryData(meKey, next);
      if (sent.language) await chooseLanguage(sent.language);
      say(t('profile.saved'));
    },
    // Somebody (another tab) changed it meanwhile: show that, keep what was typed for the next version.
    onError: () => void queries.invalidateQueries({ queryKey: meKey, exact: true }),
  });
}

/** What only the bureau or a code can change. */
function Known({ me }: { me: Me }) {
  const { t } = useTranslation('account');
  if (me.contacts.length === 0 && me.memberships.length === 0) return <p className="c2">{t('profile.guest')}</p>;
  return (
    <dl className="mine-known">
      {me.contacts.map((contact) => (
        <div key={contact.id}>
          <dt>{t(`profile.${contact.kind}`)}</dt>
          <dd>
            {contact.value}
            {!contact.verified && <span className="c3"> {t('profile.unverified')}</span>}
          </dd>
        </div>
      ))}
      {me.memberships.map(({ organisation, role }) => (
        <div key={organisation.id + role}>
          <dt>{t(`role.${role}`)}</dt>
          <dd>{inLanguage(organisation.name)}</dd>
        </div>
      ))}
    </dl>
  );
}
