import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/components/Toast';
import { useIssues } from '../events/labels';
import { ActionButton } from '../shared/ActionButton';
import { ErrorSummary } from '../shared/ErrorSummary';
import { useFieldProblems } from '../shared/problems';
import { useEdit } from '../shared/useEdit';
import { type Person, useSetMemberships } from './api';
import { MembershipList } from './MembershipList';
import type { MembershipRow } from './memberships';

/** The roles of a person being edited; they take effect at once, in open rooms too. */
export function PersonMemberships({ person, me, readOnly }: { person: Person; me: string; readOnly: boolean }) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const latest = useMemo(() => ({ rows: person.memberships as MembershipRow[] }), [person.memberships]);
  const edit = useEdit(`memberships:${me}:${person.id}`, latest, person.version);
  const saving = useSetMemberships(person.id);
  const issues = useIssues(useFieldProblems(saving.error));
  const save = () =>
    saving.mutate(
      {
        memberships: edit.form.rows.map(({ organisation, role }) => ({ organisation: organisation.id, role })),
        version: edit.version,
      },
      {
        onSuccess: () => {
          edit.discard();
          say(t('people.rolesSaved'));
        },
      },
    );
  return (
    <div className="st-form">
      <ErrorSummary error={saving.error} issues={issues} />
      <MembershipList rows={edit.form.rows} readOnly={readOnly} onChange={(rows) => edit.set({ rows })} />
      {edit.dirty && (
        <div className="st-form-foot">
          <ActionButton type="primary" onClick={save} busy={saving.isPending}>
            {t('people.saveRoles')}
          </ActionButton>
          <Button type="text" onClick={edit.discard}>
            {t('editor.discard')}
          </Button>
          <span className="c3">{edit.stale ? t('editor.staleText') : t('people.rolesAtOnce')}</span>
          {edit.stale && <Button onClick={edit.keepMine}>{t('conflict.keep')}</Button>}
        </div>
      )}
    </div>
  );
}
