import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { useMe } from '@/lib/auth';
import { AskDialog } from './AskDialog';
import { useMyLeads } from './api';
import { TalkDialog } from './TalkDialog';

interface ReachProps {
  parcel: string;
  name: string;
  /** Where one is; nowhere on the parcel's own page. */
  room?: string;
  /** The room that takes questions; none once it is over. */
  asksIn?: string | undefined;
  /** Where the clock of a replay is. */
  offset?: (() => number) | undefined;
}

/** Reaching the bureau about a parcel: a question, or a talk. */
export default function Reach({ parcel, name, room, asksIn, offset }: ReachProps) {
  const { t } = useTranslation('showcase');
  const [open, setOpen] = useState<'ask' | 'talk'>();
  const navigate = useNavigate();
  const here = useLocation({ select: (at) => at.pathname + at.searchStr });
  const { data: me } = useMe();
  const lead = useMyLeads(Boolean(me)).data?.find(
    (each) => each.kind === 'talk' && each.parcel.id === parcel && each.source.room === room,
  );
  const close = () => setOpen(undefined);
  const press = (what: 'ask' | 'talk') => {
    if (me) setOpen(what);
    else void navigate({ to: '/sign-in', search: { next: here, as: undefined } });
  };
  return (
    <>
      <Button variant="soft" onClick={() => press('ask')}>
        <Icon name="help" />
        {t('ask.action')}
      </Button>
      <Button variant={lead ? 'soft' : 'primary'} aria-pressed={Boolean(lead)} onClick={() => press('talk')}>
        <Icon name={lead ? 'check' : 'chat'} />
        {t(lead ? 'talk.done' : 'talk.action')}
      </Button>
      {open === 'ask' && <AskDialog parcel={parcel} name={name} room={asksIn} onClose={close} />}
      {open === 'talk' && (
        <TalkDialog parcel={parcel} name={name} lead={lead} room={room} offset={offset} onClose={close} />
      )}
    </>
  );
}
