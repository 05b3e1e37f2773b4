import { Button, Drawer } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/components/Toast';
import { ApiError } from '@/lib/api';
import { ActionButton } from '../shared/ActionButton';
import { ConflictDialog } from '../shared/ConflictDialog';
import { ErrorSummary } from '../shared/ErrorSummary';
import { useFieldProblems } from '../shared/problems';
import { useEdit } from '../shared/useEdit';
import { newKey, useSaveSession } from './api';
import { useIssues } from './labels';
import type { Session, StaffEvent } from './model';
import { SessionFields } from './SessionFields';
import {
  newSessionForm,
  type SessionForm,
  sessionChange,
  sessionDraft,
  sessionFormOf,
  sessionProblems,
} from './sessionForm';

interface SessionDrawerProps {
  event: StaffEvent;
  me: string;
  /** Left out for a new one. */
  session?: Session;
  onClose: () => void;
}

/** One session being written; what is typed stays when the drawer is closed. */
export function SessionDrawer({ event, me, session, onClose }: SessionDrawerProps) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const latest = useMemo(
    () => (session ? sessionFormOf(session) : newSessionForm(event.timeZone, new Date())),
    [session, event.timeZone],
  );
  const edit = useEdit<SessionForm>(`session:${me}:${event.id}:${session?.id ?? 'new'}`, latest, session?.version ?? 0);
  const saving = useSaveSession(event.id);
  const key = useRef(newKey());
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const own = tried ? sessionProblems(edit.form) : {};
  const problems = useAllProblems(saving.error, own, edit.form);
  const stale = Boolean(session) && edit.stale;

  const set = (change: Partial<SessionForm>) => {
    key.current = newKey();
    edit.set(change);
  };
  const done = () => {
    say(t('sessions.saved'));
    edit.discard();
    onClose();
  };
  const save = () => {
    setTried(true);
    if (Object.keys(sessionProblems(edit.form)).length > 0) return;
    if (stale) return setAsking(true);
    if (session && !edit.dirty) return onClose();
    saving.mutate(
      session
        ? { session: { ...session, version: edit.version }, change: sessionChange(edit.base, edit.form) }
        : { draft: sessionDraft(edit.form), key: key.current },
      {
        onSuccess: done,
        onError: (cause) => setAsking(cause instanceof ApiError && cause.status === 412),
      },
    );
  };
  return (
    <Drawer
      open
      onClose={onClose}
      size={880}
      title={session ? t('sessions.editTitle') : t('sessions.add')}
      closable={{ 'aria-label': t('form.cancel') }}
      footer={
        <div className="st-form-foot">
          <ActionButton type="primary" onClick={save} busy={saving.isPending}>
            {session ? t('sessions.save') : t('sessions.addAction')}
          </ActionButton>
          <Button onClick={onClose}>{t(edit.dirty ? 'form.later' : 'form.close')}</Button>
          {edit.dirty && (
            <Button type="text" onClick={edit.discard}>
              {t('editor.discard')}
            </Button>
          )}
        </div>
      }
    >
      <form
        noValidate
        onSubmit={(submitted) => {
          submitted.preventDefault();
          save();
        }}
      >
        <ErrorSummary error={saving.error} issues={useIssues(problems)} />
        <SessionFields
          form={edit.form}
          fresh={!session}
          set={set}
          problems={problems}
          wanted={event.languages}
          moved={moved(event, session)}
        />
      </form>
      {asking && stale && (
        <ConflictDialog
          thing={t('conflict.session')}
          both={edit.both.map((name) => t(`fields.${name}`))}
          onKeep={() => {
            edit.keepMine();
            setAsking(false);
          }}
          onDiscard={() => {
            edit.discard();
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Drawer>
  );
}

/** Whether moving the session is told to people by mail. */
function moved(event: StaffEvent, session: Session | undefined): boolean {
  return Boolean(session) && event.status === 'published' && (event.registrations?.confirmed ?? 0) > 0;
}

/** What the browser found, in words, below what the server said. */
function useAllProblems(
  error: unknown,
  own: ReturnType<typeof sessionProblems>,
  form: SessionForm,
): Record<string, string> {
  const { t } = useTranslation('staff');
  const told = useFieldProblems(error, form);
  const found = Object.fromEntries(Object.entries(own).map(([field, problem]) => [field, t(`problems.${problem}`)]));
  return { ...told, ...found };
}
