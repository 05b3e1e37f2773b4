import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ApiError } from '@/lib/api';
import type { Me } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import type { RoomInfo } from '../api';
import { DoorCard } from './DoorCard';
import { shutDoor } from './doors';

interface DoorProps {
  room: string;
  info: UseQueryResult<RoomInfo, Error>;
  me: Me | null | undefined;
}

/** How often a shut door is tried again by itself. */
const knockMs = 15_000;

/** Doors that may open without the person doing anything. */
const waits = ['room_full', 'room_not_open', 'kicked'];

/** Why this person is not inside (yet), and what they can do about it. */
export function Door({ room, info, me }: DoorProps) {
  const { i18n } = useTranslation('room');
  const { refetch, data, error } = info;
  const code = data?.door.code;
  const again = useCallback(() => void refetch(), [refetch]);
  const knock = !data || (code !== undefined && waits.includes(code));
  useEffect(() => {
    if (!knock) return;
    const timer = setInterval(again, knockMs);
    return () => clearInterval(timer);
  }, [knock, again]);

  if (!data) return <NoRoom missing={error instanceof ApiError && error.status === 404} again={again} />;
  const over = (
    <>
      <Link to="/events/$slug" params={{ slug: data.event.slug }}>
        {inLanguage(data.event.title, i18n.language)}
      </Link>
      <span>{inLanguage(data.session.title, i18n.language)}</span>
    </>
  );
  const Shut = shutDoor(code);
  return <Shut room={room} info={data} me={me} over={over} again={again} />;
}

/** The link leads nowhere, or nobody answers. */
function NoRoom({ missing, again }: { missing: boolean; again: () => void }) {
  const { t } = useTranslation('room');
  const kind = missing ? 'missing' : 'failed';
  const action = missing ? (
    <Link to="/" className="btn pri">
      {t('door.missing.action')}
    </Link>
  ) : (
    <Button variant="primary" onClick={again}>
      {t('door.failed.action')}
    </Button>
  );
  return (
    <DoorCard title={t(`door.${kind}.title`)} actions={action}>
      {t(`door.${kind}.text`)}
    </DoorCard>
  );
}
