import { useTranslation } from 'react-i18next';
import { useToast } from '@/components/Toast';
import { inLanguage } from '@/lib/text';
import { useCopySession } from './api';
import { CopyDialog } from './CopyDialog';
import type { Session, StaffEvent } from './model';

interface CopySessionProps {
  event: StaffEvent;
  session: Session;
  /** The copy is open in its editor next. */
  onCopied: (made: Session) => void;
  onClose: () => void;
}

export function CopySession({ event, session, onCopied, onClose }: CopySessionProps) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const copy = useCopySession(event.id);
  const done = (made: Session) => {
    say(t('copies.sessionDone'));
    onCopied(made);
  };
  return (
    <CopyDialog
      title={t('copies.sessionTitle', { title: inLanguage(session.title) })}
      consequences={t('copies.sessionConsequences')}
      action={t('copies.action')}
      timeZone={session.timeZone}
      startsAt={session.startsAt}
      busy={copy.isPending}
      error={copy.error}
      onCopy={(order) => copy.mutate({ session: session.id, ...order }, { onSuccess: done })}
      onClose={onClose}
    />
  );
}
