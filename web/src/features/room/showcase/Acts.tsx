import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { Keep } from '../../parcels/Keep';
import { useRoomPlace } from '../session';
import { AskDialog } from './AskDialog';
import { useMyLeads } from './api';
import styles from './showcase.module.css';
import { TalkDialog } from './TalkDialog';

/** What one can do about a parcel, under the thumb: keep it, ask, talk. */
export function Acts({ parcel, name }: { parcel: string; name: string }) {
  const { t } = useTranslation('showcase');
  const { id } = useRoomPlace();
  const [open, setOpen] = useState<'ask' | 'talk'>();
  const lead = useMyLeads().data?.find(
    (each) => each.kind === 'talk' && each.parcel.id === parcel && each.source.room === id,
  );
  const close = () => setOpen(undefined);
  return (
    <div className={styles.acts}>
      <Keep parcel={parcel} name={name} />
      <Button variant="soft" onClick={() => setOpen('ask')}>
        <Icon name="help" />
        {t('ask.action')}
      </Button>
      <Button variant={lead ? 'soft' : 'primary'} aria-pressed={Boolean(lead)} onClick={() => setOpen('talk')}>
        <Icon name={lead ? 'check' : 'chat'} />
        {t(lead ? 'talk.done' : 'talk.action')}
      </Button>
      {open === 'ask' && <AskDialog parcel={parcel} name={name} onClose={close} />}
      {open === 'talk' && <TalkDialog parcel={parcel} name={name} lead={lead} onClose={close} />}
    </div>
  );
}
