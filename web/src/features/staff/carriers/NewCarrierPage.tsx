import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { type CarrierKind, carrierKinds } from '../../carriers/model';
import { useLandIssues } from '../parcels/useLandIssues';
import { TextInput } from '../shared/controls';
import { NewForm } from '../shared/NewForm';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { SelectInput } from '../shared/SelectInput';
import { useCreating } from '../shared/useCreating';
import { useCreateCarrier } from './api';

export function NewCarrierPage() {
  return (
    <Allowed to="create-carrier">
      <NewCarrier />
    </Allowed>
  );
}

function NewCarrier() {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const navigate = useNavigate();
  const creating = useCreating(
    'carrier',
    { kind: 'park' as CarrierKind, name: '' },
    useCreateCarrier(),
    ({ kind, name }) => ({ kind, name: { 'zh-CN': name.trim() } }),
    ({ id }) => void navigate({ to: '/staff/carriers/$carrier', params: { carrier: id } }),
  );
  const { form, set, problems } = creating;
  return (
    <>
      <PageHead
        title={t('carrier.new')}
        trail={<Link to="/staff/carriers">{land('carriers')}</Link>}
        note={t('carrier.newNote')}
      />
      <NewForm creating={creating} issues={useLandIssues(problems)} action={t('carrier.create')}>
        <Field id="f-name.zh-CN" label={land('carrier.name')} error={problems['name.zh-CN'] ?? problems.name} required>
          <TextInput value={form.name} maxLength={120} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <Field id="f-kind" label={land('carrier.kinds')} error={problems.kind}>
          <SelectInput
            value={form.kind}
            onChange={(kind) => set({ kind })}
            options={carrierKinds.map((value) => ({ value, label: land(`carrierKind.${value}`) }))}
          />
        </Field>
      </NewForm>
    </>
  );
}
