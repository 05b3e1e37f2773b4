import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { TextBox, TextInput } from '../shared/controls';
import type { SectionProps } from './CarrierEditorPage';
import type { ContactForm } from './form';

const parts = ['department', 'name', 'phone', 'mail'] as const;

/** Who is there, and whom to ask; both as the organisation publishes them. */
export function PeopleFields({ form, set, problems }: SectionProps) {
  const { t } = useTranslation('staff-land');
  const change = (at: number, next: Partial<ContactForm>) =>
    set({ contacts: form.contacts.map((one, index) => (index === at ? { ...one, ...next } : one)) });
  return (
    <section className="st-section">
      <h2>{t('carrier.people')}</h2>
      <Field
        id="f-residents"
        label={t('carrier.field.residents')}
        hint={t('carrier.hint.residents')}
        error={problems.residents}
      >
        <TextBox value={form.residents} rows={6} onChange={(event) => set({ residents: event.target.value })} />
      </Field>
      <p className="lb">{t('carrier.field.contacts')}</p>
      {form.contacts.map((contact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: contacts have no identity but their place
        <div key={index} className="sp-contact">
          {parts.map((part) => (
            <Field key={part} label={t(`carrier.contact.${part}`)}>
              <TextInput
                value={contact[part]}
                maxLength={120}
                onChange={(event) => change(index, { [part]: event.target.value })}
              />
            </Field>
          ))}
          <Button
            type="text"
            aria-label={t('carrier.contactRemove', { name: contact.name || contact.department || String(index + 1) })}
            icon={<Icon name="close" size="s" />}
            onClick={() => set({ contacts: form.contacts.filter((_, other) => other !== index) })}
          />
        </div>
      ))}
      <Button
        type="dashed"
        icon={<Icon name="plus" size="s" />}
        onClick={() => set({ contacts: [...form.contacts, { name: '', department: '', phone: '', mail: '' }] })}
      >
        {t('carrier.contactAdd')}
      </Button>
    </section>
  );
}
