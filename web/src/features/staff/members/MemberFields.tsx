import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { languageNames, languages } from '@/lib/language';
import { TextBox, TextInput } from '../shared/controls';
import type { FieldIssue } from '../shared/ErrorSummary';
import { SelectInput } from '../shared/SelectInput';
import { useLabels } from './api';
import type { MemberForm } from './form';

interface MemberFieldsProps {
  chamber: string;
  form: MemberForm;
  set: (change: Partial<MemberForm>) => void;
  problems: Record<string, string>;
}

const texts = [
  ['name', 60],
  ['phone', 40],
  ['mail', 254],
  ['organisation', 120],
  ['title', 120],
  ['uscc', 30],
  ['region', 120],
] as const;

/** What a chamber writes down of a member. */
export function MemberFields({ chamber, form, set, problems }: MemberFieldsProps) {
  const { t } = useTranslation('staff-members');
  const labels = useLabels(chamber).data ?? [];
  return (
    <>
      <div className="st-form two">
        {texts.map(([name, most]) => (
          <Field
            key={name}
            id={`f-${name}`}
            label={t(`field.${name}`)}
            error={problems[name]}
            required={name === 'name'}
          >
            <TextInput value={form[name]} maxLength={most} onChange={(event) => set({ [name]: event.target.value })} />
          </Field>
        ))}
        <Field id="f-language" label={t('field.language')} error={problems.language}>
          <SelectInput<MemberForm['language']>
            value={form.language}
            onChange={(language) => set({ language })}
            options={[
              { value: '' as const, label: t('field.languageUnknown') },
              ...languages.map((value) => ({ value, label: languageNames[value] })),
            ]}
          />
        </Field>
      </div>
      {(['groups', 'tags'] as const).map((name) => (
        <Field key={name} id={`f-${name}`} label={t(`field.${name}`)} hint={t('label.several')} error={problems[name]}>
          <LabelsInput
            value={form[name]}
            known={labels.filter(({ kind }) => name === `${kind}s`).map((label) => label.name)}
            onChange={(value) => set({ [name]: value })}
          />
        </Field>
      ))}
      <Field id="f-note" label={t('field.note')} hint={t('field.noteHint')} error={problems.note}>
        <TextBox value={form.note} maxLength={500} onChange={(event) => set({ note: event.target.value })} />
      </Field>
    </>
  );
}

interface LabelsInputProps {
  value: string[];
  known: readonly string[];
  onChange: (value: string[]) => void;
  disabled?: boolean;
  onBlur?: () => void;
  'aria-label'?: string;
}

/** Several groups or tags: chosen from those there are, or typed. */
export function LabelsInput({ value, known, onChange, ...rest }: LabelsInputProps) {
  return (
    <SelectInput<string[]>
      {...rest}
      mode="tags"
      maxCount={20}
      tokenSeparators={[',', '，', ';', '；', '、']}
      value={value}
      options={known.map((name) => ({ value: name, label: name }))}
      onChange={onChange}
    />
  );
}

/** What a server said about fields, each a way to its control. */
export function useMemberIssues(problems: Record<string, string>): FieldIssue[] {
  const { t } = useTranslation('staff-members');
  const label = (field: string) =>
    (t as (key: string, options: object) => string)(`field.${field}`, { defaultValue: field });
  return Object.entries(problems).map(([field, text]) => ({ id: `f-${field}`, label: label(field), text }));
}
