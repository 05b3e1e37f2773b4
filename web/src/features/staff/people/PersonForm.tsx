import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { useToast } from '@/components/Toast';
import { languageNames, languages } from '@/lib/language';
import { ZoneField } from '../events/BasicsFields';
import { useIssues } from '../events/labels';
import { ActionButton } from '../shared/ActionButton';
import { TextInput } from '../shared/controls';
import { ErrorSummary } from '../shared/ErrorSummary';
import { changes } from '../shared/merge';
import { useFieldProblems } from '../shared/problems';
import { SelectInput } from '../shared/SelectInput';
import { useEdit } from '../shared/useEdit';
import { type Person, useUpdatePerson } from './api';

/** Corrects what is kept about a person. */
export function PersonForm({ person, me }: { person: Person; me: string }) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const latest = useMemo(
    () => ({
      name: person.name,
      language: person.language,
      timeZone: person.timeZone,
      organisationName: person.organisationName ?? '',
    }),
    [person],
  );
  const edit = useEdit(`person:${me}:${person.id}`, latest, person.version);
  const saving = useUpdatePerson(person.id);
  const { form, set } = edit;
  const problems = useFieldProblems(saving.error, form);
  const issues = useIssues(problems);
  const save = () =>
    saving.mutate(
      { change: changes(edit.base, form), version: edit.version },
      {
        onSuccess: () => {
          edit.discard();
          say(t('people.saved'));
        },
      },
    );
  return (
    <form
      noValidate
      className="st-form"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        save();
      }}
    >
      <ErrorSummary error={saving.error} issues={issues} />
      <div className="st-form two">
        <Field id="f-name.zh-CN" label={t('people.name')} error={problems.name} required>
          <TextInput value={form.name} maxLength={50} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <Field id="f-organisationName" label={t('people.organisationName')} error={problems.organisationName}>
          <TextInput
            value={form.organisationName}
            maxLength={120}
            onChange={(event) => set({ organisationName: event.target.value })}
          />
        </Field>
        <Field id="f-language" label={t('people.language')} error={problems.language}>
          <SelectInput
            value={form.language}
            onChange={(language) => set({ language })}
            options={languages.map((value) => ({ value, label: languageNames[value] }))}
          />
        </Field>
        <ZoneField value={form.timeZone} onChange={(timeZone) => set({ timeZone })} error={problems.timeZone} />
      </div>
      {edit.dirty && (
        <div className="st-form-foot">
          <ActionButton type="primary" htmlType="submit" busy={saving.isPending}>
            {t('people.save')}
          </ActionButton>
          <Button type="text" onClick={edit.discard}>
            {t('editor.discard')}
          </Button>
          {edit.stale && <Button onClick={edit.keepMine}>{t('conflict.keep')}</Button>}
        </div>
      )}
    </form>
  );
}
