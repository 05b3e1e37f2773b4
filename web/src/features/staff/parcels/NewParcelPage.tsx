import { Link, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { idempotencyKey } from '@/lib/api';
import { useMe } from '@/lib/auth';
import { useDraft } from '@/lib/draft';
import { ActionButton } from '../shared/ActionButton';
import { TextInput } from '../shared/controls';
import { ErrorSummary } from '../shared/ErrorSummary';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useFieldProblems } from '../shared/problems';
import { useCreateParcel } from './api';
import { useLandIssues } from './useLandIssues';

export function NewParcelPage() {
  return (
    <Allowed to="create-parcel">
      <Form />
    </Allowed>
  );
}

/** A parcel begins with its number and its name; everything else is written in the editor. */
function Form() {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const navigate = useNavigate();
  const { data: me } = useMe();
  const [form, setForm, clear] = useDraft(`new-parcel:${me?.id}`, { number: '', name: '' });
  const create = useCreateParcel();
  const key = useRef(idempotencyKey());
  const problems = useFieldProblems(create.error, form);
  const issues = useLandIssues(problems);
  const write = (change: Partial<typeof form>) => {
    key.current = idempotencyKey(); // other words are another creation
    setForm({ ...form, ...change });
  };
  const run = () =>
    create.mutate(
      { draft: { number: form.number.trim(), name: { 'zh-CN': form.name.trim() } }, key: key.current },
      {
        onSuccess: ({ id }) => {
          clear();
          void navigate({ to: '/staff/parcels/$parcel', params: { parcel: id } });
        },
      },
    );
  return (
    <>
      <PageHead
        title={t('new.title')}
        trail={<Link to="/staff/parcels">{land('parcels')}</Link>}
        note={t('new.note')}
      />
      <form
        noValidate
        className="st-form st-narrow st-section"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          run();
        }}
      >
        <ErrorSummary error={create.error} issues={issues} />
        <Field id="f-number" label={land('fact.number')} hint={t('hint.number')} error={problems.number} required>
          <TextInput value={form.number} maxLength={80} onChange={(event) => write({ number: event.target.value })} />
        </Field>
        <Field id="f-name.zh-CN" label={land('field.name')} error={problems['name.zh-CN'] ?? problems.name} required>
          <TextInput value={form.name} maxLength={120} onChange={(event) => write({ name: event.target.value })} />
        </Field>
        <div className="st-form-foot">
          <ActionButton type="primary" htmlType="submit" busy={create.isPending}>
            {t('new.action')}
          </ActionButton>
        </div>
      </form>
    </>
  );
}
