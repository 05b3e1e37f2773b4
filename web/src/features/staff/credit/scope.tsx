import { useTranslation } from 'react-i18next';
import { useMe } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { SelectInput } from '../shared/SelectInput';
import { useEvents } from './api';

interface Props {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** One event, or all of them. */
export function EventChoice({ value, onChange }: Props) {
  const { t, i18n } = useTranslation('staff-credit');
  const { data: events } = useEvents();
  return (
    <SelectInput<string>
      aria-label={t('event')}
      value={value ?? ''}
      onChange={(event) => onChange(event || undefined)}
      options={[
        { value: '', label: t('allEvents') },
        ...(events ?? []).map(({ id, title }) => ({ value: id, label: inLanguage(title, i18n.language) })),
      ]}
    />
  );
}

/** Which of one's chambers, for whoever is the secretary of several. */
export function OwnChoice({ value, onChange }: Props) {
  const { t, i18n } = useTranslation('staff-credit');
  const { data: me } = useMe();
  const own = me?.memberships.filter(({ role }) => role === 'secretary') ?? [];
  if (own.length < 2) return null;
  return (
    <SelectInput<string>
      aria-label={t('chamber')}
      value={value ?? own[0]?.organisation.id}
      onChange={onChange}
      options={own.map(({ organisation: { id, name } }) => ({ value: id, label: inLanguage(name, i18n.language) }))}
    />
  );
}
