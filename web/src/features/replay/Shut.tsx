import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ApiError } from '@/lib/api';
import { inLanguage } from '@/lib/text';
import { useRoom } from '../room/api';
import { DoorCard } from '../room/door/DoorCard';

/** The refusals this page has a sentence of its own for, by the server's code. */
const known = {
  sign_in_required: 'sign_in',
  replay_closed: 'closed',
  session_not_over: 'not_over',
  banned: 'banned',
  room_not_found: 'missing',
} as const;

type Reason = (typeof known)[keyof typeof known] | 'failed';

function reasonOf(error: unknown): Reason {
  const code = error instanceof ApiError ? error.code : '';
  return Object.hasOwn(known, code) ? known[code as keyof typeof known] : 'failed';
}

/** Why there is nothing to watch for this person, and what they can do about it. */
export function Shut({ room, error, again }: { room: string; error: unknown; again: () => void }) {
  const { t, i18n } = useTranslation('replay');
  const info = useRoom(room).data;
  const reason = reasonOf(error);
  const over = info && (
    <>
      <Link to="/events/$slug" params={{ slug: info.event.slug }}>
        {inLanguage(info.event.title, i18n.language)}
      </Link>
      <span>{inLanguage(info.session.title, i18n.language)}</span>
    </>
  );
  const signIn = (
    <Link to="/sign-in" search={{ next: `/rooms/${room}/replay` }} className="btn pri">
      {t('shut.sign_in.action')}
    </Link>
  );
  const event = info ? (
    <Link to="/events/$slug" params={{ slug: info.event.slug }} className="btn pri">
      {t('shut.event')}
    </Link>
  ) : (
    <Link to="/" className="btn pri">
      {t('shut.events')}
    </Link>
  );
  const actions = {
    sign_in: signIn,
    closed: (
      <>
        {event}
        <Link to="/sign-in" search={{ next: `/rooms/${room}/replay` }} className="btn quiet">
          {t('shut.closed.other')}
        </Link>
      </>
    ),
    not_over: (
      <Link to="/rooms/$room" params={{ room }} className="btn pri">
        {t('shut.not_over.action')}
      </Link>
    ),
    banned: event,
    missing: event,
    failed: (
      <Button variant="primary" onClick={again}>
        {t('shut.failed.action')}
      </Button>
    ),
  }[reason];
  return (
    <DoorCard title={t(`shut.${reason}.title`)} over={over} actions={actions}>
      {t(`shut.${reason}.text`)}
    </DoorCard>
  );
}
