import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { TextInput } from '../shared/controls';
import type { WitnessForm } from './parties';

interface WitnessCardProps {
  at: number;
  witness: WitnessForm;
  problems: Record<string, string>;
  onChange: (change: Partial<WitnessForm>) => void;
  onRemove: () => void;
}

/** Somebody who sees the parties sign; their word goes into the evidence, not into the document. */
export function WitnessCard({ at, witness, problems, onChange, onRemove }: WitnessCardProps) {
  const { t } = useTranslation('staff-agreements');
  const id = (field: string) => `f-witnesses[${at}].${field}`;
  return (
    <div className="ag-witness">
      <Field id={id('name')} label={t('field.signerName')} error={problems.name} required>
        <TextInput value={witness.name} maxLength={50} onChange={(event) => onChange({ name: event.target.value })} />
      </Field>
      <Field id={id('organisation')} label={t('field.witnessOrganisation')} error={problems.organisation}>
        <TextInput
          value={witness.organisation}
          maxLength={200}
          onChange={(event) => onChange({ organisation: event.target.value })}
        />
      </Field>
      <Field id={id('contact')} label={t('field.contact')} error={problems.contact} required>
        <TextInput
          value={witness.contact}
          maxLength={254}
          onChange={(event) => onChange({ contact: event.target.value })}
        />
      </Field>
      <Button
        type="text"
        icon={<Icon name="trash" size="s" />}
        aria-label={t('witnesses.remove', { name: witness.name || t('issue.witness', { number: at + 1 }) })}
        onClick={onRemove}
      />
    </div>
  );
}
