import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { type Basis, bases } from './api';

export interface ConsentForm {
  basis?: Basis;
  source: string;
}

interface ConsentFieldsProps {
  form: ConsentForm;
  set: (change: Partial<ConsentForm>) => void;
  problems: Record<string, string>;
  /** What is an example of where it comes from. */
  hint: string;
}

/** On what ground members are kept, and where the chamber has it from. */
export function ConsentFields({ form, set, problems, hint }: ConsentFieldsProps) {
  const { t } = useTranslation('staff-members');
  return (
    <div className="st-form two">
      <Field
        id="f-basis"
        label={t('field.basis')}
        hint={form.basis && t(`basisMeans.${form.basis}`)}
        error={problems.basis}
        required
      >
        <SelectInput<Basis>
          value={form.basis}
          placeholder={t('basis.choose')}
          options={bases.map((value) => ({ value, label: t(`basis.${value}`) }))}
          onChange={(basis) => set({ basis })}
        />
      </Field>
      <Field id="f-source" label={t('field.source')} hint={hint} error={problems.source} required>
        <TextInput value={form.source} maxLength={120} onChange={(event) => set({ source: event.target.value })} />
      </Field>
    </div>
  );
}
