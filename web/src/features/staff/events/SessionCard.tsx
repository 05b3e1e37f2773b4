import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Example, Tag } from '@/components/Tag';
import { formatNumber, inLanguage } from '@/lib/text';
import { formatSpan, ownZone, sameClock, zoneName } from '@/lib/time';
import { RoomStateTag } from '../shared/StatusTag';
import { castRoles, type Session } from './model';

interface SessionCardProps {
  session: Session;
  fixed: boolean;
  onEdit: () => void;
  onPeople: () => void;
  onCopy: () => void;
  onDelete: () => void;
}

export function SessionCard({ session, fixed, onEdit, onPeople, onCopy, onDelete }: SessionCardProps) {
  const { t } = useTranslation('staff');
  const title = inLanguage(session.title);
  const { startsAt, endsAt, timeZone, capacity, people = [] } = session;
  const elsewhere = !sameClock(timeZone, ownZone(), new Date(startsAt));
  return (
    <li>
      <p className="st-when">
        <b>{formatSpan(startsAt, endsAt, timeZone)}</b> <span className="c2">{zoneName(timeZone)}</span>
        {elsewhere && (
          <span className="c3"> {t('sessions.yourTime', { time: formatSpan(startsAt, endsAt, ownZone()) })}</span>
        )}
      </p>
      <h3>
        {title}
        {session.illustrative && <Example />}
      </h3>
      <p className="row wrap-row">
        <Tag tone="act">{t(`kinds.${session.kind}`)}</Tag>
        <Tag>{t(`access.${session.access}`)}</Tag>
        <Tag>{capacity ? t('sessions.capacity', { number: formatNumber(capacity) }) : t('sessions.noLimit')}</Tag>
        <RoomStateTag state={session.state} />
      </p>
      <dl className="st-cast">
        {castRoles.map((role) => {
          const names = people
            .filter((one) => one.role === role)
            .map(({ person }) => person.name || t('people.erased'));
          if (names.length === 0) return null;
          return (
            <div key={role}>
              <dt>{t(`roles.${role}`)}</dt>
              <dd>{names.join(t('form.listComma'))}</dd>
            </div>
          );
        })}
        {people.length === 0 && <p className="c3">{t('sessions.nobody')}</p>}
      </dl>
      <p className="row wrap-row">
        <Button size="small" onClick={onEdit} disabled={fixed} aria-label={t('sessions.editOf', { title })}>
          {t('sessions.edit')}
        </Button>
        <Button size="small" onClick={onPeople} disabled={fixed} aria-label={t('sessions.peopleOf', { title })}>
          {t('sessions.people')}
        </Button>
        <Button size="small" onClick={onCopy} disabled={fixed} aria-label={t('copies.of', { title })}>
          {t('copies.session')}
        </Button>
        <Link className="btn s soft" to="/rooms/$room/host" params={{ room: session.room }}>
          {t('rooms.host')}
        </Link>
        {session.replayable && (
          <Link className="btn s soft" to="/rooms/$room/replay" params={{ room: session.room }}>
            {t('rooms.replay')}
          </Link>
        )}
        {session.state === 'ended' && (
          <Link className="btn s soft" to="/staff/reports/$room" params={{ room: session.room }}>
            {t('rooms.report')}
          </Link>
        )}
        <Button
          size="small"
          type="text"
          onClick={onDelete}
          disabled={fixed}
          aria-label={t('sessions.removeOf', { title })}
        >
          {t('sessions.remove')}
        </Button>
      </p>
    </li>
  );
}
