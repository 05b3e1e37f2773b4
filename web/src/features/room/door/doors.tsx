import { Link } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import type { Me } from '@/lib/auth';
import type { RoomInfo } from '../api';
import { DoorCard } from './DoorCard';
import { NotOpen } from './NotOpen';
import { SignInDoor } from './SignInDoor';

export interface ShutProps {
  room: string;
  info: RoomInfo;
  me: Me | null | undefined;
  /** What the person came for. */
  over: ReactNode;
  again: () => void;
}

/** A card for every reason the server gives, by its code. */
const doors: Record<string, ComponentType<ShutProps>> = {
  sign_in_required: SignInDoor,
  room_not_open: NotOpen,
  registration_required: Registration,
  invitation_required: Invitation,
  room_full: (props) => <TryAgain {...props} kind="full" />,
  kicked: (props) => <TryAgain {...props} kind="kicked" />,
  room_ended: (props) => <Over {...props} kind="ended" />,
  banned: (props) => <Over {...props} kind="banned" />,
};

export function shutDoor(code: string | undefined): ComponentType<ShutProps> {
  if (code === undefined) return SignInDoor; // the door is open, but to nobody without a sign-in
  return (Object.hasOwn(doors, code) && doors[code]) || Unknown;
}

function Registration({ room, info, over }: ShutProps) {
  const { t } = useTranslation('room');
  const actions = (
    <>
      <Link to="/events/$slug/register" params={{ slug: info.event.slug }} className="btn pri">
        {t('door.registration.action')}
      </Link>
      <Link to="/sign-in" search={{ next: `/rooms/${room}` }} className="btn quiet">
        {t('door.registration.have')}
      </Link>
    </>
  );
  return (
    <DoorCard title={t('door.registration.title')} over={over} actions={actions}>
      {t('door.registration.text')}
    </DoorCard>
  );
}

function Invitation({ room, me, over }: ShutProps) {
  const { t } = useTranslation('room');
  const action = (
    <Link to="/sign-in" search={{ next: `/rooms/${room}` }} className="btn pri">
      {t('door.invitation.action')}
    </Link>
  );
  return (
    <DoorCard title={t('door.invitation.title')} over={over} actions={action}>
      {me ? t('door.invitation.text', { name: me.name }) : t('door.invitation.anonymous')}
    </DoorCard>
  );
}

function TryAgain({ kind, over, again }: ShutProps & { kind: 'full' | 'kicked' }) {
  const { t } = useTranslation('room');
  const action = (
    <Button variant="primary" onClick={again}>
      {t(`door.${kind}.action`)}
    </Button>
  );
  return (
    <DoorCard title={t(`door.${kind}.title`)} over={over} actions={action}>
      {t(`door.${kind}.text`)}
    </DoorCard>
  );
}

function Over({ kind, info, over }: ShutProps & { kind: 'ended' | 'banned' }) {
  const { t } = useTranslation('room');
  const { replay } = info.door;
  const action = (
    <>
      {replay && (
        <Link to="/rooms/$room/replay" params={{ room: info.id }} className="btn pri">
          {t('over.replay')}
        </Link>
      )}
      <Link to="/events/$slug" params={{ slug: info.event.slug }} className={replay ? 'btn quiet' : 'btn pri'}>
        {t(`door.${kind}.action`)}
      </Link>
    </>
  );
  return (
    <DoorCard title={t(`door.${kind}.title`)} over={over} actions={action}>
      {t(`door.${kind}.text`)}
    </DoorCard>
  );
}

/** A reason this page does not know yet. */
function Unknown({ over, again }: ShutProps) {
  const { t } = useTranslation('room');
  const action = (
    <Button variant="primary" onClick={again}>
      {t('door.failed.action')}
    </Button>
  );
  return (
    <DoorCard title={t('door.failed.title')} over={over} actions={action}>
      {t('door.failed.text')}
    </DoorCard>
  );
}
