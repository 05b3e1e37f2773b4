import { useState } from 'react';
import { inLanguage } from '@/lib/text';
import { SelectInput } from '../shared/SelectInput';
import { usePause } from '../shared/usePause';
import { type Organisation, useOrganisationSearch } from './api';

interface OrganisationPickerProps {
  label: string;
  value?: { id: string; name: Record<string, string> };
  placeholder?: string;
  allowClear?: boolean;
  onPick: (organisation: Organisation | undefined) => void;
}

/** Finds an organisation by part of its name. */
export function OrganisationPicker({ label, value, placeholder, allowClear, onPick }: OrganisationPickerProps) {
  const [typed, setTyped] = useState('');
  const { data, isFetching } = useOrganisationSearch(usePause(typed));
  const found = data?.items ?? [];
  const options = found.map(({ id, name }) => ({ value: id, label: inLanguage(name) }));
  if (value && !options.some((option) => option.value === value.id)) {
    options.unshift({ value: value.id, label: inLanguage(value.name) });
  }
  return (
    <SelectInput<string>
      aria-label={label}
      placeholder={placeholder ?? label}
      value={value?.id}
      allowClear={allowClear}
      loading={isFetching}
      options={options}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(id) => onPick(found.find((one) => one.id === id))}
    />
  );
}
