import { Link, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { idempotencyKey } from '@/lib/api';
import { useMe } from '@/lib/auth';
import { useDraft } from '@/lib/draft';
import { type CarrierKind, carrierKinds } from '../../carriers/model';
import { useLandIssues } from '../parcels/useLandIssues';
import { ActionButton } from '../shared/ActionButton';
import { TextInput } from '../shared/controls';
import { ErrorSummary } from '../shared/ErrorSummary';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useFieldProblems } from '../shared/problems';
import { SelectInput } from '../shared/SelectInput';
import { useCreateCarrier } from './api';

export function NewCarrierPage() {
  return (
    <Allowed to="create-carrier">
      <Form />
    </Allowed>
  );
}

function Form() {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const navigate = useNavigate();
  const { data: me } = useMe();
  const [form, setForm, clear] = useDraft(`new-carrier:${me?.id}`, { kind: 'park' as CarrierKind, name: '' });
  const create = useCreateCarrier();
  const key = useRef(idempotencyKey());
  const problems = useFieldProblems(create.error, form);
  const issues = useLandIssues(problems);
  const write = (change: Partial<typeof form>) => {
    key.current = idempotencyKey(); // other words are another creation
    setForm({ ...form, ...change });
  };
  const run = () =>
    create.mutate(
      { draft: { kind: form.kind, name: { 'zh-CN': form.name.trim() } }, key: key.current },
      {
        onSuccess: ({ id }) => {
          clear();
          void navigate({ to: '/staff/carriers/$carrier', params: { carrier: id } });
        },
      },
    );
  return (
    <>
      <PageHead
        title={t('carrier.new')}
        trail={<Link to="/staff/carriers">{land('carriers')}</Link>}
        note={t('carrier.newNote')}
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
        <Field id="f-name.zh-CN" label={land('carrier.name')} error={problems['name.zh-CN'] ?? problems.name} required>
          <TextInput value={form.name} maxLength={120} onChange={(event) => write({ name: event.target.value })} />
        </Field>
        <Field id="f-kind" label={land('carrier.kinds')} error={problems.kind}>
          <SelectInput
            value={form.kind}
            onChange={(kind) => write({ kind })}
            options={carrierKinds.map((value) => ({ value, label: land(`carrierKind.${value}`) }))}
          />
        </Field>
        <div className="st-form-foot">
          <ActionButton type="primary" htmlType="submit" busy={create.isPending}>
            {t('carrier.create')}
          </ActionButton>
        </div>
      </form>
    </>
  );
}
