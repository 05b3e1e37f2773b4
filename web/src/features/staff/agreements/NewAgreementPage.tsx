import { Link, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { type Me, useMe } from '@/lib/auth';
import { useDraft } from '@/lib/draft';
import { inLanguage } from '@/lib/text';
import { ActionButton } from '../shared/ActionButton';
import { TextInput } from '../shared/controls';
import { ErrorSummary } from '../shared/ErrorSummary';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useFieldProblems } from '../shared/problems';
import { SelectInput } from '../shared/SelectInput';
import { newKey, useCreateAgreement } from './api';
import { useIssues } from './useIssues';

export function NewAgreementPage() {
  const { data: me } = useMe();
  return <Allowed to="create-agreement">{me && <Form me={me} />}</Allowed>;
}

/** An agreement begins with its title; parties, figures and the document follow. */
function Form({ me }: { me: Me }) {
  const { t } = useTranslation('staff-agreements');
  const navigate = useNavigate();
  const bureaus = me.memberships.filter(({ role }) => role === 'official' || role === 'administrator');
  const [form, setForm, clear] = useDraft(`new-agreement:${me.id}`, {
    title: '',
    organisation: bureaus[0]?.organisation.id ?? '',
  });
  const create = useCreateAgreement();
  const key = useRef(newKey());
  const problems = useFieldProblems(create.error, form);
  const issues = useIssues(problems);
  const write = (change: Partial<typeof form>) => {
    key.current = newKey(); // other words are another creation
    setForm({ ...form, ...change });
  };
  const run = () =>
    create.mutate(
      { body: { organisation: form.organisation, title: { 'zh-CN': form.title.trim() } }, key: key.current },
      {
        onSuccess: ({ id }) => {
          clear();
          void navigate({ to: '/staff/agreements/$agreement', params: { agreement: id }, replace: true });
        },
      },
    );
  return (
    <>
      <PageHead title={t('new.title')} trail={<Link to="/staff/agreements">{t('title')}</Link>} note={t('new.note')} />
      <form
        noValidate
        className="st-form st-narrow st-section"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          run();
        }}
      >
        <ErrorSummary error={create.error} issues={issues} />
        <Field
          id="f-title.zh-CN"
          label={t('field.title')}
          hint={t('new.hint')}
          error={problems['title.zh-CN'] ?? problems.title}
          required
        >
          <TextInput value={form.title} maxLength={120} onChange={(event) => write({ title: event.target.value })} />
        </Field>
        {bureaus.length > 1 && (
          <Field id="f-organisation" label={t('field.organisation')} error={problems.organisation} required>
            <SelectInput
              value={form.organisation}
              onChange={(organisation) => write({ organisation })}
              options={bureaus.map(({ organisation: { id, name } }) => ({ value: id, label: inLanguage(name) }))}
            />
          </Field>
        )}
        <div className="st-form-foot">
          <ActionButton type="primary" htmlType="submit" busy={create.isPending}>
            {t('new.action')}
          </ActionButton>
        </div>
      </form>
    </>
  );
}
