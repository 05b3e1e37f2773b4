import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { TextInput } from '../shared/controls';
import { NewForm } from '../shared/NewForm';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useCreating } from '../shared/useCreating';
import { useCreateParcel } from './api';
import { useLandIssues } from './useLandIssues';

export function NewParcelPage() {
  return (
    <Allowed to="create-parcel">
      <NewParcel />
    </Allowed>
  );
}

/** A parcel begins with its number and its name; everything else is written in the editor. */
function NewParcel() {
  const { t } = useTranslation('staff-land');
  const { t: land } = useTranslation('land');
  const navigate = useNavigate();
  const creating = useCreating(
    'parcel',
    { number: '', name: '' },
    useCreateParcel(),
    ({ number, name }) => ({ number: number.trim(), name: { 'zh-CN': name.trim() } }),
    ({ id }) => void navigate({ to: '/staff/parcels/$parcel', params: { parcel: id } }),
  );
  const { form, set, problems } = creating;
  return (
    <>
      <PageHead
        title={t('new.title')}
        trail={<Link to="/staff/parcels">{land('parcels')}</Link>}
        note={t('new.note')}
      />
      <NewForm
        creating={creating}
        issues={useLandIssues(problems)}
        action={t('new.action')}
        foot={<Link to="/staff/parcels/import">{t('new.import')}</Link>}
      >
        <Field id="f-number" label={land('fact.number')} hint={t('hint.number')} error={problems.number} required>
          <TextInput value={form.number} maxLength={80} onChange={(event) => set({ number: event.target.value })} />
        </Field>
        <Field id="f-name.zh-CN" label={land('field.name')} error={problems['name.zh-CN'] ?? problems.name} required>
          <TextInput value={form.name} maxLength={120} onChange={(event) => set({ name: event.target.value })} />
        </Field>
      </NewForm>
    </>
  );
}
