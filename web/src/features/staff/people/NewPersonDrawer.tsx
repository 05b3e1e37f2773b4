import { Button, Drawer } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { useToast } from '@/components/Toast';
import { idempotencyKey } from '@/lib/api';
import { useMe } from '@/lib/auth';
import { useDraft } from '@/lib/draft';
import { type Language, languageNames, languages } from '@/lib/language';
import { useIssues } from '../events/labels';
import { ActionButton } from '../shared/ActionButton';
import { TextBox, TextInput } from '../shared/controls';
import { ErrorSummary } from '../shared/ErrorSummary';
import { useFieldProblems } from '../shared/problems';
import { SelectInput } from '../shared/SelectInput';
import { useCreatePerson } from './api';
import { MembershipList } from './MembershipList';
import type { MembershipRow } from './memberships';

interface NewPerson {
  name: string;
  contacts: string;
  language: Language;
  rows: MembershipRow[];
}

/** Adds somebody who signs in with a code sent to a contact the administrator vouches for. */
export function NewPersonDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const { data: me } = useMe();
  const [form, setForm, clear] = useDraft<NewPerson>(`person:${me?.id}:new`, {
    name: '',
    contacts: '',
    language: 'zh-CN',
    rows: [],
  });
  const create = useCreatePerson();
  const key = useRef(idempotencyKey());
  const problems = useFieldProblems(create.error, form);
  const issues = useIssues(problems);
  const set = (change: Partial<NewPerson>) => {
    key.current = idempotencyKey();
    setForm((before) => ({ ...before, ...change }));
  };
  const save = () =>
    create.mutate(
      {
        key: key.current,
        draft: {
          name: form.name.trim(),
          contacts: form.contacts.split(/[\s,;，；、]+/).filter(Boolean),
          language: form.language,
          memberships: form.rows.map(({ organisation, role }) => ({ organisation: organisation.id, role })),
        },
      },
      {
        onSuccess: (person) => {
          clear();
          say(t('people.added', { name: person.name }));
          onClose();
        },
      },
    );
  const contactProblem =
    problems.contacts ?? Object.entries(problems).find(([field]) => field.startsWith('contacts['))?.[1];
  return (
    <Drawer
      open
      onClose={onClose}
      size={720}
      title={t('people.new')}
      closable={{ 'aria-label': t('form.cancel') }}
      footer={
        <div className="st-form-foot">
          <ActionButton type="primary" onClick={save} busy={create.isPending}>
            {t('people.addAction')}
          </ActionButton>
          <Button onClick={onClose}>{t('form.later')}</Button>
        </div>
      }
    >
      <form
        noValidate
        className="st-form"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          save();
        }}
      >
        <ErrorSummary error={create.error} issues={issues} />
        <Field id="f-name.zh-CN" label={t('people.name')} error={problems.name} required>
          <TextInput value={form.name} maxLength={50} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <Field id="f-contacts" label={t('people.contacts')} hint={t('hints.contacts')} error={contactProblem} required>
          <TextBox value={form.contacts} onChange={(event) => set({ contacts: event.target.value })} />
        </Field>
        <Field id="f-language" label={t('people.language')} error={problems.language}>
          <SelectInput<Language>
            value={form.language}
            onChange={(language) => set({ language })}
            options={languages.map((value) => ({ value, label: languageNames[value] }))}
          />
        </Field>
        <section className="st-form">
          <h3>{t('people.memberships')}</h3>
          <MembershipList rows={form.rows} onChange={(rows) => set({ rows })} />
        </section>
      </form>
    </Drawer>
  );
}
