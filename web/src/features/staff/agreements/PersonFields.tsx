import { Button, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field, FieldError } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { languageNames, languages } from '@/lib/language';
import { TextInput } from '../shared/controls';
import { SelectInput } from '../shared/SelectInput';
import { UploadButton } from '../shared/UploadButton';
import type { SignerForm } from './parties';

interface PersonFieldsProps {
  /** Path of the person in the form; each control is `f-${id}.${field}`. */
  id: string;
  title: string;
  person: SignerForm;
  problems: Record<string, string>;
  onChange: (change: Partial<SignerForm>) => void;
  onRemove?: () => void;
}

/** A person who signs: by whose power, and the contact by which they are known when they sign. */
export function PersonFields({ id, title, person, problems, onChange, onRemove }: PersonFieldsProps) {
  const { t } = useTranslation('staff-agreements');
  const field = (name: string) => `f-${id}.${name}`;
  return (
    <fieldset className="ag-person">
      <legend>
        {title}
        {onRemove && (
          <Button
            type="text"
            size="small"
            icon={<Icon name="trash" size="s" />}
            aria-label={t('parties.removeSigner', { name: person.name || title })}
            onClick={onRemove}
          />
        )}
      </legend>
      <div className="ag-grid">
        <Field id={field('name')} label={t('field.signerName')} error={problems.name} required>
          <TextInput value={person.name} maxLength={50} onChange={(event) => onChange({ name: event.target.value })} />
        </Field>
        <Field id={field('position')} label={t('field.position')} error={problems.position}>
          <TextInput
            value={person.position}
            maxLength={50}
            onChange={(event) => onChange({ position: event.target.value })}
          />
        </Field>
        <Field
          id={field('contact')}
          label={t('field.contact')}
          hint={t('hint.contact')}
          error={problems.contact}
          required
        >
          <TextInput
            value={person.contact}
            maxLength={254}
            onChange={(event) => onChange({ contact: event.target.value })}
          />
        </Field>
        <Field id={field('language')} label={t('field.language')} error={problems.language}>
          <SelectInput
            value={person.language}
            onChange={(language) => onChange({ language })}
            options={languages.map((value) => ({ value, label: languageNames[value] }))}
          />
        </Field>
        <div className="wide">
          <Radio.Group
            aria-label={t('field.capacity')}
            value={person.capacity}
            onChange={(event) => onChange({ capacity: event.target.value })}
            options={(['legal', 'authorised'] as const).map((value) => ({ value, label: t(`capacity.${value}`) }))}
          />
        </div>
      </div>
      {person.capacity === 'authorised' && (
        <div id={field('letter')} className="ag-letter">
          {person.letter ? (
            <p>
              <Icon name="check" size="s" /> {t('letter.there')}{' '}
              <a href={`/api/v1/files/${person.letter}/content`} target="_blank" rel="noreferrer">
                {t('letter.open')}
              </a>
            </p>
          ) : (
            <p className="c2">{t('letter.wanted')}</p>
          )}
          <UploadButton
            purpose="document"
            label={t(person.letter ? 'letter.again' : 'letter.upload')}
            accept="application/pdf,image/png,image/jpeg,image/webp"
            onDone={(file) => onChange({ letter: file.id })}
          />
          {problems.letter && <FieldError>{problems.letter}</FieldError>}
        </div>
      )}
    </fieldset>
  );
}
