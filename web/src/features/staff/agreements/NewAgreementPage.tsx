import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { type Me, useMe } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { TextInput } from '../shared/controls';
import { NewForm } from '../shared/NewForm';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { SelectInput } from '../shared/SelectInput';
import { useCreating } from '../shared/useCreating';
import { useCreateAgreement } from './api';
import { useIssues } from './useIssues';

export function NewAgreementPage() {
  const { data: me } = useMe();
  return <Allowed to="create-agreement">{me && <NewAgreement me={me} />}</Allowed>;
}

/** An agreement begins with its title; parties, figures and the document follow. */
function NewAgreement({ me }: { me: Me }) {
  const { t } = useTranslation('staff-agreements');
  const navigate = useNavigate();
  const bureaus = me.memberships.filter(({ role }) => role === 'official' || role === 'administrator');
  const creating = useCreating(
    'agreement',
    { title: '', organisation: bureaus[0]?.organisation.id ?? '' },
    useCreateAgreement(),
    ({ title, organisation }) => ({ organisation, title: { 'zh-CN': title.trim() } }),
    ({ id }) => void navigate({ to: '/staff/agreements/$agreement', params: { agreement: id }, replace: true }),
  );
  const { form, set, problems } = creating;
  return (
    <>
      <PageHead title={t('new.title')} trail={<Link to="/staff/agreements">{t('title')}</Link>} note={t('new.note')} />
      <NewForm creating={creating} issues={useIssues(problems)} action={t('new.action')}>
        <Field
          id="f-title.zh-CN"
          label={t('field.title')}
          hint={t('new.hint')}
          error={problems['title.zh-CN'] ?? problems.title}
          required
        >
          <TextInput value={form.title} maxLength={120} onChange={(event) => set({ title: event.target.value })} />
        </Field>
        {bureaus.length > 1 && (
          <Field id="f-organisation" label={t('field.organisation')} error={problems.organisation} required>
            <SelectInput
              value={form.organisation}
              onChange={(organisation) => set({ organisation })}
              options={bureaus.map(({ organisation: { id, name } }) => ({ value: id, label: inLanguage(name) }))}
            />
          </Field>
        )}
      </NewForm>
    </>
  );
}
