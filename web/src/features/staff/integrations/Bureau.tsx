import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { useMe } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { useOrganisations } from '../organisations/api';
import { SelectInput } from '../shared/SelectInput';

/** The bureau that one belongs to, to begin with. */
export function useOwnBureau(): string {
  const { data: me } = useMe();
  return me?.memberships.find(({ role }) => role === 'administrator')?.organisation.id ?? '';
}

interface BureauFieldProps {
  value: string;
  error?: string;
  onChange: (bureau: string) => void;
}

/** Which bureau it is about; no question where there is but one. */
export function BureauField({ value, error, onChange }: BureauFieldProps) {
  const { t } = useTranslation('staff-integrations');
  const bureaus = useOrganisations({ kind: 'bureau' }).items ?? [];
  if (bureaus.length < 2 && value && !error) return null;
  return (
    <Field id="f-organisation" label={t('bureau')} error={error} required>
      <SelectInput<string>
        value={value || undefined}
        onChange={onChange}
        options={bureaus.map(({ id, name }) => ({ value: id, label: inLanguage(name) }))}
      />
    </Field>
  );
}
