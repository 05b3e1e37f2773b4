import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/components/Toast';
import { ActionButton } from '../shared/ActionButton';
import { ErrorSummary } from '../shared/ErrorSummary';
import { useFieldProblems } from '../shared/problems';
import { useEdit } from '../shared/useEdit';
import { type Member, useChangeMember } from './api';
import { formOf } from './form';
import { MemberFields, useMemberIssues } from './MemberFields';

/** Corrects what is kept of a member; whoever saves second is asked. */
export function MemberEditor({ member }: { member: Member }) {
  const { t } = useTranslation('staff-members');
  const { t: staff } = useTranslation('staff');
  const say = useToast();
  const latest = useMemo(() => formOf(member), [member]);
  const edit = useEdit(`member:${member.id}`, latest, member.version);
  const saving = useChangeMember(member.id);
  const problems = useFieldProblems(saving.error, edit.form);
  const save = () =>
    saving.mutate(
      { form: edit.form, version: edit.version },
      {
        onSuccess: () => {
          edit.discard();
          say(t('saved'));
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
      <ErrorSummary error={saving.error} issues={useMemberIssues(problems)} />
      <MemberFields chamber={member.chamber} form={edit.form} set={edit.set} problems={problems} />
      {edit.dirty && (
        <div className="st-form-foot">
          <ActionButton type="primary" htmlType="submit" busy={saving.isPending}>
            {t('save')}
          </ActionButton>
          <Button type="text" onClick={edit.discard}>
            {staff('editor.discard')}
          </Button>
          {edit.stale && <Button onClick={edit.keepMine}>{staff('conflict.keep')}</Button>}
        </div>
      )}
    </form>
  );
}
