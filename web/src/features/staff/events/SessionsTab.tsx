import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { Icon } from '@/components/Icon';
import { useToast } from '@/components/Toast';
import { inLanguage } from '@/lib/text';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { useDeleteSession } from './api';
import { CopySession } from './CopySession';
import type { Session, StaffEvent } from './model';
import { PeopleDrawer } from './PeopleDrawer';
import { SessionCard } from './SessionCard';
import { SessionDrawer } from './SessionDrawer';

type Open = { what: 'edit' | 'people' | 'copy' | 'delete'; session: Session } | { what: 'new' } | null;

/** The agenda: what happens when, who may come, who runs it. */
export function SessionsTab({ event, me }: { event: StaffEvent; me: string }) {
  const { t } = useTranslation('staff');
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const fixed = event.status === 'archived';
  // The drawer follows the latest version of its session, not the one it was opened with.
  const current = open && 'session' in open ? event.sessions.find(({ id }) => id === open.session.id) : undefined;
  const add = (
    <Button icon={<Icon name="plus" size="s" />} onClick={() => setOpen({ what: 'new' })} disabled={fixed}>
      {t('sessions.add')}
    </Button>
  );
  return (
    <div className="st-section first">
      {event.sessions.length === 0 ? (
        <Empty title={t('sessions.empty')} action={add}>
          {t('sessions.emptyText')}
        </Empty>
      ) : (
        <>
          <header className="st-section-head">
            <h2>{t('sessions.title')}</h2>
            {add}
          </header>
          {fixed && <p className="c3">{t('sessions.fixed')}</p>}
          <ol className="st-sessions">
            {event.sessions.map((session) => (
              <SessionCard
                key={session.id}
                session={session}
                fixed={fixed}
                onEdit={() => setOpen({ what: 'edit', session })}
                onPeople={() => setOpen({ what: 'people', session })}
                onCopy={() => setOpen({ what: 'copy', session })}
                onDelete={() => setOpen({ what: 'delete', session })}
              />
            ))}
          </ol>
        </>
      )}
      {open?.what === 'new' && <SessionDrawer event={event} me={me} onClose={close} />}
      {open?.what === 'edit' && current && <SessionDrawer event={event} me={me} session={current} onClose={close} />}
      {open?.what === 'people' && current && <PeopleDrawer event={event} me={me} session={current} onClose={close} />}
      {open?.what === 'copy' && current && (
        <CopySession
          event={event}
          session={current}
          onCopied={(session) => setOpen({ what: 'edit', session })}
          onClose={close}
        />
      )}
      {open?.what === 'delete' && current && <DeleteSession event={event} session={current} onClose={close} />}
    </div>
  );
}

function DeleteSession({ event, session, onClose }: { event: StaffEvent; session: Session; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const remove = useDeleteSession(event.id);
  const done = () => {
    say(t('sessions.removed'));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('sessions.removeTitle', { title: inLanguage(session.title) })}
      consequences={t('sessions.removeConsequences').split('\n')}
      action={t('sessions.remove')}
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(session.id, { onSuccess: done })}
      onClose={onClose}
    />
  );
}
