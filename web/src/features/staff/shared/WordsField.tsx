import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { type Language, languageNames } from '@/lib/language';
import { TextBox, TextInput } from './controls';
import { useShownLanguages } from './LanguageColumns';
import { lacking, type Words } from './localised';

interface WordsFieldProps {
  /** Path of the field in the form; each control is `${id}.${language}`. */
  id: string;
  label: string;
  hint?: string;
  value: Words;
  onChange: (words: Words) => void;
  /** By path, as the server names them. */
  problems?: Record<string, string>;
  kind?: 'line' | 'text';
  required?: boolean;
  limit?: number;
  /** The languages it has to be translated into. */
  wanted?: readonly string[];
}

/** One text in the languages shown now, beside each other. */
export function WordsField(props: WordsFieldProps) {
  const { id, label, hint, value, onChange, problems = {}, kind = 'line', required = false, limit, wanted } = props;
  const { t } = useTranslation('staff');
  const shown = useShownLanguages();
  const lacks = wanted ? lacking(value, wanted) : [];
  const Control = kind === 'line' ? TextInput : TextBox;
  return (
    <div className="st-words">
      {shown.map((tag) => (
        <Field
          key={tag}
          id={fieldId(id, tag)}
          label={
            <>
              {label}
              <span className="sr"> {languageNames[tag]}</span>
            </>
          }
          note={tag !== 'zh-CN' && lacks.includes(tag) ? t('words.lacking') : undefined}
          error={problems[`${id}.${tag}`] ?? (tag === 'zh-CN' ? problems[id] : undefined)}
          hint={tag === 'zh-CN' ? hint : undefined}
          required={required && tag === 'zh-CN'}
        >
          <Control
            lang={tag}
            value={value[tag]}
            maxLength={limit}
            placeholder={tag === 'zh-CN' ? undefined : value['zh-CN'].slice(0, 60)}
            onChange={(event: { target: { value: string } }) => onChange({ ...value, [tag]: event.target.value })}
            {...(kind === 'text' ? { rows: 5 } : {})}
          />
        </Field>
      ))}
    </div>
  );
}

/** The id of a text's control, where an error summary leads to. */
export function fieldId(path: string, language?: Language): string {
  return `f-${path}${language ? `.${language}` : ''}`;
}
