import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { useToast } from '@/components/Toast';
import { useMay } from '@/lib/auth';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { type Person, useErasePerson, useSignOutPerson } from './api';

/** Ending all sign-ins, and erasing somebody everywhere. */
export function PersonActions({ person, onErased }: { person: Person; onErased: () => void }) {
  const { t } = useTranslation('staff');
  const maySignOut = useMay('sign-out-person');
  const mayErase = useMay('erase-person');
  const [open, setOpen] = useState<'sign-out' | 'erase' | null>(null);
  if (!maySignOut && !mayErase) return null;
  return (
    <section>
      <h3>{t('people.actions')}</h3>
      <div className="row wrap-row">
        {maySignOut && <Button onClick={() => setOpen('sign-out')}>{t('people.signOut')}</Button>}
        {mayErase && (
          <Button danger onClick={() => setOpen('erase')}>
            {t('people.erase')}
          </Button>
        )}
      </div>
      {open === 'sign-out' && <SignOutDialog person={person} onClose={() => setOpen(null)} />}
      {open === 'erase' && <EraseDialog person={person} onErased={onErased} onClose={() => setOpen(null)} />}
    </section>
  );
}

function SignOutDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const signOut = useSignOutPerson(person.id);
  const done = () => {
    say(t('people.signedOut'));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('people.signOutTitle', { name: person.name })}
      consequences={t('people.signOutConsequences').split('\n')}
      action={t('people.signOut')}
      busy={signOut.isPending}
      error={signOut.error}
      onConfirm={() => signOut.mutate(undefined, { onSuccess: done })}
      onClose={onClose}
    />
  );
}

interface EraseDialogProps {
  person: Person;
  onErased: () => void;
  onClose: () => void;
}

/** Says what goes and what stays, and waits until the name was typed. */
function EraseDialog({ person, onErased, onClose }: EraseDialogProps) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const erase = useErasePerson(person.id);
  const [typed, setTyped] = useState('');
  const done = () => {
    say(t('people.erasedDone'));
    onErased();
  };
  return (
    <ConfirmDialog
      title={t('people.eraseTitle', { name: person.name })}
      action={t('people.erase')}
      danger
      busy={erase.isPending}
      disabled={typed.trim() !== person.name.trim()}
      error={erase.error}
      onConfirm={() => erase.mutate(undefined, { onSuccess: done })}
      onClose={onClose}
    >
      <h3>{t('people.eraseGoes')}</h3>
      <Lines text={t('people.eraseGoesList')} />
      <h3>{t('people.eraseStays')}</h3>
      <Lines text={t('people.eraseStaysList')} />
      <p>
        <b>{t('people.eraseFinal')}</b>
      </p>
      <Field id="erase-name" label={t('people.eraseType', { name: person.name })}>
        <Input id="erase-name" value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}

function Lines({ text }: { text: string }) {
  return (
    <ul className="st-consequences">
      {text.split('\n').map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
