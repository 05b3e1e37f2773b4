import { Button, Drawer } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useToast } from '@/components/Toast';
import { ApiError } from '@/lib/api';
import { inLanguage } from '@/lib/text';
import { PersonPicker } from '../people/PersonPicker';
import { ActionButton } from '../shared/ActionButton';
import { ConflictDialog } from '../shared/ConflictDialog';
import { ErrorSummary } from '../shared/ErrorSummary';
import { useFieldProblems } from '../shared/problems';
import { SelectInput } from '../shared/SelectInput';
import { useEdit } from '../shared/useEdit';
import { useSetPeople } from './api';
import { useIssues } from './labels';
import { type CastRole, castRoles, type Session, type StaffEvent } from './model';

interface PeopleForm {
  people: { id: string; name: string; role: CastRole }[];
}

interface PeopleDrawerProps {
  event: StaffEvent;
  me: string;
  session: Session;
  onClose: () => void;
}

/** Who hosts, presents, moderates and is invited; found by name, mail or number. */
export function PeopleDrawer({ event, me, session, onClose }: PeopleDrawerProps) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const latest = useMemo<PeopleForm>(
    () => ({ people: (session.people ?? []).map(({ person, role }) => ({ ...person, role })) }),
    [session.people],
  );
  const edit = useEdit<PeopleForm>(`cast:${me}:${session.id}`, latest, session.version);
  const saving = useSetPeople(event.id);
  const [asking, setAsking] = useState(false);
  const [role, setRole] = useState<CastRole>('host');
  const { people } = edit.form;
  const save = () => {
    if (edit.stale) return setAsking(true);
    saving.mutate(
      {
        session: { ...session, version: edit.version },
        people: people.map((one) => ({ person: one.id, role: one.role })),
      },
      {
        onSuccess: () => {
          say(t('cast.saved'));
          edit.discard();
          onClose();
        },
        onError: (cause) => setAsking(cause instanceof ApiError && cause.status === 412),
      },
    );
  };
  return (
    <Drawer
      open
      onClose={onClose}
      size={640}
      title={t('cast.title', { title: inLanguage(session.title) })}
      closable={{ 'aria-label': t('form.cancel') }}
      footer={
        <div className="st-form-foot">
          <ActionButton type="primary" onClick={save} busy={saving.isPending} disabled={!edit.dirty}>
            {t('cast.save')}
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
      <ErrorSummary error={saving.error} issues={useIssues(useFieldProblems(saving.error))} />
      <div className="st-cast-add">
        <SelectInput<CastRole>
          aria-label={t('cast.role')}
          value={role}
          onChange={setRole}
          options={castRoles.map((value) => ({ value, label: t(`roles.${value}`) }))}
        />
        <PersonPicker
          label={t('cast.search')}
          without={people.map(({ id }) => id)}
          onPick={(person) => edit.set({ people: [...people, { id: person.id, name: person.name, role }] })}
        />
      </div>
      <p className="c3 t12">{t(`roleHints.${role}`)}</p>
      {people.length === 0 ? (
        <p className="st-none">{t('sessions.nobody')}</p>
      ) : (
        <CastList people={people} onChange={(next) => edit.set({ people: next })} />
      )}
      {asking && edit.stale && (
        <ConflictDialog
          thing={t('conflict.cast')}
          both={edit.both.length > 0 ? [t('sessions.people')] : []}
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

function CastList({
  people,
  onChange,
}: {
  people: PeopleForm['people'];
  onChange: (people: PeopleForm['people']) => void;
}) {
  const { t } = useTranslation('staff');
  return (
    <ul className="st-cast-list">
      {people.map((one) => (
        <li key={one.id}>
          <span className="grow">{one.name || t('people.erased')}</span>
          <SelectInput<CastRole>
            aria-label={t('cast.roleOf', { name: one.name })}
            value={one.role}
            onChange={(role) => onChange(people.map((other) => (other.id === one.id ? { ...other, role } : other)))}
            options={castRoles.map((value) => ({ value, label: t(`roles.${value}`) }))}
          />
          <Button
            type="text"
            icon={<Icon name="trash" size="s" />}
            aria-label={t('cast.remove', { name: one.name })}
            title={t('cast.remove', { name: one.name })}
            onClick={() => onChange(people.filter((other) => other.id !== one.id))}
          />
        </li>
      ))}
    </ul>
  );
}
