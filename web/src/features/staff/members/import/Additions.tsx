import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { same } from '../../shared/merge';
import { SelectInput } from '../../shared/SelectInput';
import { useLabels } from '../api';
import { LabelsInput } from '../MemberFields';
import { type ImportChoice, type MemberImport, prefixes } from './api';

interface AdditionsProps {
  now: MemberImport;
  busy: boolean;
  onChange: (choice: ImportChoice) => void;
}

/** What the list does not say itself: where phone numbers without prefix are from, and what every row gets. */
export function Additions({ now, busy, onChange }: AdditionsProps) {
  const { t } = useTranslation('staff-members');
  const labels = useLabels(now.chamber).data ?? [];
  return (
    <section className="mb-about" aria-labelledby="mb-about">
      <h2 id="mb-about">{t('about.title')}</h2>
      <div className="st-form two">
        <Field label={t('about.prefix')} hint={t('about.prefixHint')}>
          <SelectInput<(typeof prefixes)[number]>
            value={now.choice.prefix ?? '+86'}
            disabled={busy}
            onChange={(prefix) => onChange({ prefix })}
            options={prefixes.map((value) => ({ value, label: t(`prefix.${value}`) }))}
          />
        </Field>
        {(['groups', 'tags'] as const).map((name) => (
          <Field key={name} label={t(`about.${name}`)} hint={t('label.several')}>
            <Given
              value={now.choice[name] ?? []}
              busy={busy}
              known={labels.filter(({ kind }) => name === `${kind}s`).map((label) => label.name)}
              onGive={(value) => onChange({ [name]: value })}
            />
          </Field>
        ))}
      </div>
    </section>
  );
}

interface GivenProps {
  value: string[];
  known: readonly string[];
  busy: boolean;
  onGive: (value: string[]) => void;
}

/** Labels for every row. The list is read again once all are named, not after each. */
function Given({ value, known, busy, onGive }: GivenProps) {
  const [named, setNamed] = useState(value);
  return (
    <LabelsInput
      value={named}
      known={known}
      disabled={busy}
      onChange={setNamed}
      onBlur={() => !same(named, value) && onGive(named)}
    />
  );
}
