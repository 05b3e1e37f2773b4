import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { TextInput } from '../shared/controls';
import { LanguageColumns } from '../shared/LanguageColumns';
import type { Words } from '../shared/localised';
import { SelectInput } from '../shared/SelectInput';
import { WordsField } from '../shared/WordsField';
import { SwitchField } from './BasicsFields';
import { blockFields, wordsIn } from './blocks';
import type { Block, ListName } from './form';

interface BlockFieldsProps {
  list: ListName;
  at: number;
  block: Block;
  wanted: readonly string[];
  onChange: (block: Block) => void;
  problems: Record<string, string>;
}

/** The fields of an item, from the table of what its list is made of. */
export function BlockFields({ list, at, block, wanted, onChange, problems }: BlockFieldsProps) {
  const { t } = useTranslation('staff');
  const word = t as (key: string) => string;
  const base = `${list}[${at}]`;
  const set = (name: string, value: string | boolean | Words) => onChange({ ...block, [name]: value } as Block);
  const specs = blockFields[list];
  const texts = specs.filter(({ kind }) => kind === 'words');
  const found = Object.fromEntries(Object.entries(problems).map(([name, text]) => [`${base}.${name}`, text]));
  return (
    <div className="st-block-fields">
      <div className="st-form two">
        {specs
          .filter(({ kind }) => kind !== 'words')
          .map(({ name, kind, limit, options = [], required }) => (
            <Field
              key={name}
              id={`f-${base}.${name}`}
              label={word(`fields.${name}`)}
              error={problems[name]}
              required={required}
            >
              {kind === 'choice' ? (
                <SelectInput<string>
                  value={String(block[name])}
                  onChange={(value) => set(name, value)}
                  options={options.map((value) => ({ value, label: word(`choices.${name}.${value}`) }))}
                />
              ) : (
                <TextInput
                  value={String(block[name])}
                  maxLength={limit}
                  onChange={(event) => set(name, event.target.value)}
                />
              )}
            </Field>
          ))}
        <SwitchField
          label={t('fields.illustrativeItem')}
          checked={block.illustrative}
          onChange={(illustrative) => set('illustrative', illustrative)}
        />
      </div>
      <LanguageColumns id={`words-${list}-${at}`} texts={wordsIn(block)}>
        {texts.map(({ name, limit, required }) => (
          <WordsField
            key={name}
            id={`${base}.${name}`}
            label={word(`fields.${name}`)}
            value={block[name] as Words}
            onChange={(words) => set(name, words)}
            problems={found}
            limit={limit}
            wanted={wanted}
            required={required}
          />
        ))}
      </LanguageColumns>
    </div>
  );
}
