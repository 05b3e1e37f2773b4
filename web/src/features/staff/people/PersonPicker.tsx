import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/lib/text';
import { SelectInput } from '../shared/SelectInput';
import { usePause } from '../shared/usePause';
import { type Person, usePeopleSearch } from './api';

interface PersonPickerProps {
  label: string;
  /** People who are picked already. */
  without: readonly string[];
  onPick: (person: Person) => void;
}

/** Finds somebody by part of the name, or a whole mail address or phone number. */
export function PersonPicker({ label, without, onPick }: PersonPickerProps) {
  const { t } = useTranslation('staff');
  const [typed, setTyped] = useState('');
  const asked = usePause(typed);
  const { data = [], isFetching } = usePeopleSearch(asked);
  const found = asked.trim() ? data.filter(({ id }) => !without.includes(id)) : [];
  return (
    <SelectInput<string | null>
      aria-label={label}
      placeholder={label}
      value={null}
      loading={isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      notFoundContent={t(!asked.trim() ? 'cast.type' : data.length > 0 ? 'cast.already' : 'cast.notFound')}
      options={found.map((person) => ({
        value: person.id,
        label: (
          <>
            {person.name} <span className="c3">{affiliation(person)}</span>
          </>
        ),
      }))}
      onChange={(id) => {
        const person = found.find((one) => one.id === id);
        setTyped('');
        if (person) onPick(person);
      }}
    />
  );
}

function affiliation(person: Person): string {
  const [membership] = person.memberships;
  return membership
    ? inLanguage(membership.organisation.name)
    : (person.organisationName ?? person.contacts[0]?.value ?? '');
}
