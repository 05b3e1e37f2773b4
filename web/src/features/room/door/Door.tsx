import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ApiError } from '@/lib/api';
import type { Me } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import type { RoomInfo } from '../api';
import { DoorCard } from './DoorCard';
import { NotOpen } from './NotOpen';
import { SignInDoor } from './SignInDoor';

interface DoorProps {
  room: string;
  info: UseQueryResult<RoomInfo, Error>;
  me: Me | null | undefined;
}

/** How often a shut door is tried again by itself. */
const knockMs = 15_000;

/** Why this person is not inside (yet), and what they can do about it. */
export function Door({ room, info, me }: DoorProps) {
  const { t, i18n } = useTranslation('room');
  const { refetch, data } = info;
  const code = data?.door.code;
  const waits = !data || code === 'room_full' || code === 'room_not_open';
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void refetch(), knockMs);
    return () => clearInterval(timer);
  }, [waits, refetch]);

  if (!data) {
    const missing = info.error instanceof ApiError && info.error.code === 'not_found';
    const kind = missing ? 'missing' : 'failed';
    return (
      <DoorCard
        title={t(`door.${kind}.title`)}
        actions={
          missing ? (
            <Link to="/" className="btn pri">
              {t('door.missing.action')}
            </Link>
          ) : (
            <Button variant="primary" onClick={() => void refetch()}>
              {t('door.failed.action')}
            </Button>
          )
        }
      >
        {t(`door.${kind}.text`)}
      </DoorCard>
    );
  }

  const event = { to: '/events/$slug', params: { slug: data.event.slug } } as const;
  const signIn = { to: '/sign-in', search: { next: `/rooms/${room}` } } as const;
  const over = (
    <>
      <Link {...event}>{inLanguage(data.event.title, i18n.language)}</Link>
      <span>{inLanguage(data.session.title, i18n.language)}</span>
    </>
  );
  switch (code) {
    case 'room_not_open':
      return <NotOpen info={data} over={over} onOpen={() => void refetch()} />;
    case 'registration_required':
      return (
        <DoorCard
          title={t('door.registration.title')}
          over={over}
          actions={
            <>
              <Link to="/events/$slug/register" params={event.params} className="btn pri">
                {t('door.registration.action')}
              </Link>
              <Link {...signIn} className="btn quiet">
                {t('door.registration.have')}
              </Link>
            </>
          }
        >
          {t('door.registration.text')}
        </DoorCard>
      );
    case 'invitation_required':
      return (
        <DoorCard
          title={t('door.invitation.title')}
          over={over}
          actions={
            <Link {...signIn} className="btn pri">
              {t('door.invitation.action')}
            </Link>
          }
        >
          {me ? t('door.invitation.text', { name: me.name }) : t('door.invitation.anonymous')}
        </DoorCard>
      );
    case 'room_full':
      return (
        <DoorCard
          title={t('door.full.title')}
          over={over}
          actions={
            <Button variant="primary" onClick={() => void refetch()}>
              {t('door.full.action')}
            </Button>
          }
        >
          {t('door.full.text')}
        </DoorCard>
      );
    case 'room_ended':
    case 'banned': {
      const kind = code === 'banned' ? 'banned' : 'ended';
      return (
        <DoorCard
          title={t(`door.${kind}.title`)}
          over={over}
          actions={
            <Link {...event} className="btn pri">
              {t(`door.${kind}.action`)}
            </Link>
          }
        >
          {t(`door.${kind}.text`)}
        </DoorCard>
      );
    }
    default:
      return <SignInDoor room={room} info={data} over={over} />;
  }
}
