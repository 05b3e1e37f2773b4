import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { usePerson } from '../people/api';
import { PersonPicker } from '../people/PersonPicker';
import { TextInput } from '../shared/controls';
import { FilterBar } from '../shared/Filters';
import { SelectInput } from '../shared/SelectInput';
import { actionGroups, actionText } from './lines';

type Url = Record<string, string | undefined>;

const groups = Object.keys(actionGroups) as (keyof typeof actionGroups)[];

/** Narrows the audit by who, what, how it ended and when. */
export function AuditFilters({ url, onChange }: { url: Url; onChange: (change: Url) => void }) {
  const { t } = useTranslation('staff');
  const set = Boolean(url.actor || url.action || url.object || url.result || url.from || url.to);
  return (
    <FilterBar label={t('audit.filter')}>
      <div className="st-audit-filters">
        <Field label={t('audit.actor')}>
          {url.actor ? (
            <Chosen id={url.actor} onClear={() => onChange({ actor: undefined })} />
          ) : (
            <PersonPicker label={t('audit.actorSearch')} without={[]} onPick={({ id }) => onChange({ actor: id })} />
          )}
        </Field>
        <Field label={t('audit.action')}>
          <SelectInput<string>
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('list.all')}
            value={url.action}
            onChange={(action) => onChange({ action })}
            options={groups.map((group) => ({
              label: t(`audit.groups.${group}`),
              title: group,
              options: actionGroups[group].map((value) => ({ value: value as string, label: actionText(t, value) })),
            }))}
          />
        </Field>
        <Field label={t('audit.result')}>
          <SelectInput<string>
            allowClear
            placeholder={t('list.all')}
            value={url.result}
            onChange={(result) => onChange({ result })}
            options={[
              { value: 'ok', label: t('audit.ok') },
              { value: 'refused', label: t('audit.refused') },
            ]}
          />
        </Field>
        <Field label={t('audit.from')}>
          <TextInput
            type="date"
            value={url.from ?? ''}
            onChange={(event) => onChange({ from: event.target.value || undefined })}
          />
        </Field>
        <Field label={t('audit.to')}>
          <TextInput
            type="date"
            value={url.to ?? ''}
            onChange={(event) => onChange({ to: event.target.value || undefined })}
          />
        </Field>
        {url.object && (
          <Field label={t('audit.object')}>
            <Input value={url.object} readOnly aria-label={t('audit.object')} className="st-code" />
          </Field>
        )}
      </div>
      {set && (
        <Button
          type="text"
          icon={<Icon name="close" size="s" />}
          onClick={() =>
            onChange({
              actor: undefined,
              action: undefined,
              object: undefined,
              result: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          {t('audit.clear')}
        </Button>
      )}
    </FilterBar>
  );
}

function Chosen({ id, onClear }: { id: string; onClear: () => void }) {
  const { t } = useTranslation('staff');
  const { data } = usePerson(id);
  return (
    <span className="st-chosen">
      <span className="grow clip">{data?.name || t('people.erased')}</span>
      <Button
        type="text"
        size="small"
        icon={<Icon name="close" size="s" />}
        aria-label={t('audit.clearActor')}
        onClick={onClear}
      />
    </span>
  );
}
