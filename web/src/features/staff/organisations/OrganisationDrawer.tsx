import { Button, Drawer } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/components/Toast';
import { ApiError, idempotencyKey } from '@/lib/api';
import { useMay, useMe } from '@/lib/auth';
import { codeText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import { normaliseUscc } from '@/lib/uscc';
import { useIssues } from '../events/labels';
import { ActionButton } from '../shared/ActionButton';
import { ConflictDialog } from '../shared/ConflictDialog';
import { ErrorSummary } from '../shared/ErrorSummary';
import { useFieldProblems } from '../shared/problems';
import { useEdit } from '../shared/useEdit';
import { type Organisation, useSaveOrganisation } from './api';
import {
  newOrganisationForm,
  type OrganisationForm,
  organisationChange,
  organisationDraft,
  organisationFormOf,
  organisationProblems,
} from './form';
import { OrganisationFacts } from './OrganisationFacts';
import { OrganisationFields } from './OrganisationFields';

/** One organisation; read by officials, written by administrators. */
export function OrganisationDrawer({ organisation, onClose }: { organisation?: Organisation; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const { data: me } = useMe();
  const mayEdit = useMay(organisation ? 'update-organisation' : 'create-organisation');
  const latest = useMemo(
    () => (organisation ? organisationFormOf(organisation) : newOrganisationForm()),
    [organisation],
  );
  const edit = useEdit<OrganisationForm>(
    `organisation:${me?.id}:${organisation?.id ?? 'new'}`,
    latest,
    organisation?.version ?? 0,
  );
  const saving = useSaveOrganisation();
  const key = useRef(idempotencyKey());
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const problems = useProblems(saving.error, edit.form, tried);
  const issues = useIssues(tried ? problems : {});

  const set = (change: Partial<OrganisationForm>) => {
    key.current = idempotencyKey();
    edit.set(change);
  };
  const done = () => {
    say(t('organisations.saved'));
    edit.discard();
    onClose();
  };
  const save = () => {
    setTried(true);
    if (Object.keys(organisationProblems(edit.form)).length > 0) return;
    if (organisation && edit.stale) return setAsking(true);
    if (organisation && !edit.dirty) return onClose();
    saving.mutate(
      organisation
        ? { id: organisation.id, version: edit.version, change: organisationChange(edit.base, edit.form) }
        : { draft: organisationDraft(edit.form), key: key.current },
      { onSuccess: done, onError: (cause) => setAsking(cause instanceof ApiError && cause.status === 412) },
    );
  };
  const choose = (keep: boolean) => {
    if (keep) edit.keepMine();
    else edit.discard();
    setAsking(false);
  };
  return (
    <Drawer
      open
      onClose={onClose}
      size={760}
      title={organisation ? inLanguage(organisation.name) : t('organisations.new')}
      closable={{ 'aria-label': t('form.cancel') }}
      footer={
        mayEdit && (
          <div className="st-form-foot">
            <ActionButton type="primary" onClick={save} busy={saving.isPending}>
              {organisation ? t('organisations.save') : t('organisations.add')}
            </ActionButton>
            <Button onClick={onClose}>{t(edit.dirty ? 'form.later' : 'form.close')}</Button>
            {edit.dirty && (
              <Button type="text" onClick={edit.discard}>
                {t('editor.discard')}
              </Button>
            )}
          </div>
        )
      }
    >
      {organisation && !mayEdit ? (
        <OrganisationFacts organisation={organisation} />
      ) : (
        <form
          noValidate
          onSubmit={(submitted) => {
            submitted.preventDefault();
            save();
          }}
        >
          <ErrorSummary error={saving.error} issues={issues} />
          <OrganisationFields form={edit.form} set={set} problems={problems} isNew={!organisation} />
        </form>
      )}
      {asking && edit.stale && (
        <ConflictDialog
          thing={t('conflict.organisation')}
          both={edit.both.map((name) => t(`fields.${name}`))}
          onKeep={() => choose(true)}
          onDiscard={() => choose(false)}
          onClose={() => setAsking(false)}
        />
      )}
    </Drawer>
  );
}

/** What the browser and the server found, by field; before the first try only a complete code is judged. */
function useProblems(error: unknown, form: OrganisationForm, tried: boolean): Record<string, string> {
  const { t } = useTranslation('errors');
  const told = useFieldProblems(error, form);
  const found: Record<string, string> = {};
  for (const [field, code] of Object.entries(organisationProblems(form))) {
    const judged = tried || (field === 'uscc' && normaliseUscc(form.uscc).length >= 18);
    if (judged) found[field] = codeText(t, code) ?? code;
  }
  return { ...told, ...found };
}
