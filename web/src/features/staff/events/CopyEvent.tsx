import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { useToast } from '@/components/Toast';
import { inLanguage } from '@/lib/text';
import { useCopyEvent } from './api';
import { CopyDialog } from './CopyDialog';
import type { StaffEvent } from './model';

/** Takes an event as a template: a draft like it, opened in the editor. */
export function CopyEvent({ event, small }: { event: StaffEvent; small?: boolean }) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const navigate = useNavigate();
  const copy = useCopyEvent();
  const [open, setOpen] = useState(false);
  const title = inLanguage(event.title);
  const done = (made: StaffEvent) => {
    setOpen(false);
    say(t('copies.eventDone'));
    void navigate({ to: '/staff/events/$event', params: { event: made.id } });
  };
  return (
    <>
      <Button
        size="s"
        variant={small ? 'quiet' : 'soft'}
        aria-label={t('copies.of', { title })}
        onClick={() => setOpen(true)}
      >
        {t('copies.event')}
      </Button>
      {open && (
        <CopyDialog
          title={t('copies.eventTitle', { title })}
          consequences={t('copies.eventConsequences')}
          action={t('copies.action')}
          timeZone={event.timeZone}
          {...(event.startsAt && { startsAt: event.startsAt })}
          busy={copy.isPending}
          error={copy.error}
          onCopy={(order) => copy.mutate({ event: event.id, ...order }, { onSuccess: done })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
