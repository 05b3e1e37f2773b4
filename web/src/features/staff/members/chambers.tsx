import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/lib/api';
import { useMe } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { SelectInput } from '../shared/SelectInput';

export interface Chamber {
  id: string;
  name: string;
  /** One works for it; others only look at its list, with contacts masked. */
  own: boolean;
}

/** The chambers whose lists one may open: a secretary's own; for the bureau all of them. */
export function useChambers() {
  const memberships = useMe().data?.memberships ?? [];
  const own: Chamber[] = memberships
    .filter(({ organisation, role }) => organisation.kind === 'chamber' && role === 'secretary')
    .map(({ organisation: { id, name } }) => ({ id, name: inLanguage(name), own: true }));
  const bureau = memberships.some(({ role }) => role === 'official' || role === 'administrator');
  const { data, error, refetch } = useQuery({
    queryKey: ['staff-members', 'chambers'],
    enabled: bureau,
    queryFn: () => unwrap(api.GET('/organisations', { params: { query: { kind: 'chamber', limit: 100 } } })),
  });
  if (!bureau) return { chambers: own, error: null, refetch };
  const others = data?.items
    ?.filter(({ id }) => !own.some((one) => one.id === id))
    .map(({ id, name }): Chamber => ({ id, name: inLanguage(name), own: false }));
  return { chambers: others && [...own, ...others], error, refetch };
}

interface ChamberPickerProps {
  chambers: readonly Chamber[];
  value: string;
  onPick: (id: string) => void;
}

/** Changes from one chamber to another; with one only there is nothing to choose. */
export function ChamberPicker({ chambers, value, onPick }: ChamberPickerProps) {
  const { t } = useTranslation('staff-members');
  if (chambers.length < 2) return null;
  return (
    <SelectInput<string>
      aria-label={t('chamber')}
      className="mb-chamber"
      value={value}
      showSearch={{ optionFilterProp: 'label' }}
      options={chambers.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onPick}
    />
  );
}
