import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { usccProblem } from '@/lib/uscc';
import { TextInput } from '../shared/controls';
import { problemsUnder } from '../shared/problems';
import { SelectInput } from '../shared/SelectInput';
import { replaced } from './PartiesTab';
import { PersonFields } from './PersonFields';
import { newSigner, type PartyForm } from './parties';

const regions = ['CN', 'HK', 'MO', 'TW', 'SG', 'US', 'JP', 'KR', 'DE', 'GB', 'FR'] as const;

interface PartyCardProps {
  at: number;
  party: PartyForm;
  problems: Record<string, string>;
  onChange: (change: Partial<PartyForm>) => void;
  onRemove: () => void;
}

/** A party: what it is called here, who it is by its licence, and the people who sign for it. */
export function PartyCard({ at, party, problems, onChange, onRemove }: PartyCardProps) {
  const { t } = useTranslation('staff-agreements');
  const id = (field: string) => `f-parties[${at}].${field}`;
  const name = party.role || t('issue.party', { number: at + 1 });
  return (
    <section className="ag-party" aria-label={name}>
      <div className="st-section-head">
        <h2>{name}</h2>
        <Button
          type="text"
          icon={<Icon name="trash" size="s" />}
          aria-label={t('parties.remove', { name })}
          onClick={onRemove}
        />
      </div>
      <div className="ag-grid">
        <Field id={id('role')} label={t('field.role')} error={problems.role} required>
          <TextInput value={party.role} maxLength={20} onChange={(event) => onChange({ role: event.target.value })} />
        </Field>
        <div className="wide">
          <Field id={id('name')} label={t('field.partyName')} hint={t('hint.partyName')} error={problems.name} required>
            <TextInput
              value={party.name}
              maxLength={200}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          </Field>
        </div>
        <Field id={id('region')} label={t('field.region')} error={problems.region}>
          <SelectInput
            value={party.region}
            onChange={(region) => onChange({ region })}
            options={regions.map((value) => ({ value, label: t(`region.${value}`) }))}
          />
        </Field>
        <Registration id={id} party={party} problems={problems} onChange={onChange} />
        <Field id={id('place')} label={t('field.place')} hint={t('hint.place')} error={problems.place}>
          <TextInput value={party.place} maxLength={50} onChange={(event) => onChange({ place: event.target.value })} />
        </Field>
      </div>
      {party.signers.map((signer, index) => (
        <PersonFields
          key={signer.key}
          id={`parties[${at}].signers[${index}]`}
          title={t('parties.signer', { number: index + 1 })}
          person={signer}
          problems={problemsUnder(problems, `signers[${index}]`)}
          onChange={(change) => onChange({ signers: replaced(party.signers, index, change) })}
          onRemove={
            party.signers.length > 1
              ? () => onChange({ signers: party.signers.filter((_, other) => other !== index) })
              : undefined
          }
        />
      ))}
      {problems.signers && <p className="err">{problems.signers}</p>}
      <Button
        type="text"
        icon={<Icon name="plus" size="s" />}
        disabled={party.signers.length >= 10}
        onClick={() => onChange({ signers: [...party.signers, newSigner()] })}
      >
        {t('parties.addSigner')}
      </Button>
    </section>
  );
}

type RegistrationProps = Pick<PartyCardProps, 'party' | 'problems' | 'onChange'> & { id: (field: string) => string };

/** The number by which a register knows the party; the check digit of a 统一社会信用代码 is looked at here already. */
function Registration({ id, party, problems, onChange }: RegistrationProps) {
  const { t } = useTranslation('staff-agreements');
  const { t: errors } = useTranslation('errors');
  const [left, leave] = useState(false);
  if (party.region !== 'CN') {
    return (
      <Field id={id('registrationNumber')} label={t('field.registrationNumber')} error={problems.registrationNumber}>
        <TextInput
          value={party.registrationNumber}
          maxLength={40}
          onChange={(event) => onChange({ registrationNumber: event.target.value })}
        />
      </Field>
    );
  }
  const wrong = party.uscc && (left || party.uscc.length >= 18) ? usccProblem(party.uscc) : undefined;
  return (
    <Field id={id('uscc')} label={t('field.uscc')} error={problems.uscc ?? (wrong && errors(wrong))}>
      <TextInput
        className="st-code"
        value={party.uscc}
        maxLength={40}
        onBlur={() => leave(true)}
        onChange={(event) => onChange({ uscc: event.target.value.toUpperCase() })}
      />
    </Field>
  );
}
