import { useTranslation } from 'react-i18next';
import { Choices, FilterBar, SearchBox } from '../shared/Filters';
import { SelectInput } from '../shared/SelectInput';
import { type Label, type MemberFilter, type Reach, reaches, useLabels } from './api';

interface FiltersProps {
  filter: MemberFilter;
  onChange: (change: Partial<Record<'q' | 'group' | 'tag' | 'reach', string | undefined>>) => void;
}

/** By words, by a group, by a tag and by what somebody can be reached. */
export function Filters({ filter, onChange }: FiltersProps) {
  const { t } = useTranslation('staff-members');
  const labels = useLabels(filter.chamber).data ?? [];
  return (
    <FilterBar label={t('filter')}>
      <Choices<Reach>
        label={t('reach.title')}
        all={t('reach.all')}
        options={reaches.map((value) => ({ value, label: t(`reach.${value}`) }))}
        value={filter.reach}
        onChange={(reach) => onChange({ reach })}
      />
      <span className="mb-filters">
        {(['group', 'tag'] as const).map((kind) => (
          <LabelSelect
            key={kind}
            kind={kind}
            labels={labels}
            value={filter[kind]}
            onChange={(name) => onChange({ [kind]: name })}
          />
        ))}
        <SearchBox label={t('search')} value={filter.q} onChange={(q) => onChange({ q })} />
      </span>
    </FilterBar>
  );
}

interface LabelSelectProps {
  kind: Label['kind'];
  labels: readonly Label[];
  value: string | undefined;
  onChange: (name: string | undefined) => void;
}

function LabelSelect({ kind, labels, value, onChange }: LabelSelectProps) {
  const { t } = useTranslation('staff-members');
  const options = labels
    .filter((label) => label.kind === kind)
    .map(({ name, members }) => ({ value: name, label: `${name} (${members})` }));
  if (options.length === 0 && !value) return null;
  return (
    <SelectInput<string>
      aria-label={t(`label.${kind}`)}
      placeholder={t(`label.${kind}`)}
      className="mb-label"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      options={options}
      onChange={(name) => onChange(name)}
    />
  );
}
