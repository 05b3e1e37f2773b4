import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import type { StaffEntry } from '@/lib/room/types';
import { clockTime } from '../../room/clock';
import { useRoomView } from '../../room/session';
import { placeLabel } from '../../room/showcase/data';
import { peopleOf, staffOf } from '../../room/views';
import styles from '../host.module.css';

/** The staff lane: who did what, newest first. */
export function Log() {
  const { t } = useTranslation('host');
  const log = useRoomView(staffOf)?.log ?? [];
  if (log.length === 0) return <Empty title={t('log.empty')} />;
  return (
    <ol className={styles.log}>
      {[...log].reverse().map((entry) => (
        <li key={entry.seq}>
          <time dateTime={entry.at}>{clockTime(entry.at)}</time>
          <Sentence entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function Sentence({ entry }: { entry: StaffEntry }) {
  const { t } = useTranslation(['host', 'room']);
  const people = useRoomView(peopleOf);
  const name = (id: unknown) => (typeof id === 'string' && people.get(id)?.name) || t('room:chat.someone');
  const data = entry.data ?? {};
  const by = name(entry.by ?? data.by);
  const who = name(data.participant);
  const role = t(`room:role.${(data.role as 'guest') ?? 'guest'}`);
  const reason = typeof data.reason === 'string' && data.reason ? data.reason : undefined;
  return (
    <p>
      {t(`host:log.${keyOf(entry)}`, { by, who, role, place: placeLabel(Number(data.place)) })}
      {reason && <small>{reason}</small>}
    </p>
  );
}

/** Which sentence tells an entry; an unmute is a mute that ends at once. */
function keyOf({ type, data, at }: StaffEntry) {
  switch (type) {
    case 'chat.reviewed':
      return data?.decision === 'publish' ? 'published' : 'rejected';
    case 'question.reviewed':
      if (data?.decision === 'withdraw') return 'questionWithdrawn';
      return data?.decision === 'publish' ? 'questionPublished' : 'questionRejected';
    case 'question.hidden':
      return 'questionHidden';
    case 'question.followed':
      return 'questionFollowed';
    case 'participant.muted':
      return typeof data?.until === 'string' && Date.parse(data.until) > Date.parse(at) ? 'muted' : 'unmuted';
    case 'chat.hidden':
      return 'hidden';
    case 'participant.kicked':
      return 'kicked';
    case 'participant.banned':
      return 'banned';
    case 'participant.unbanned':
      return 'unbanned';
    case 'participant.role':
      return 'role';
    case 'participant.erased':
      return 'erased';
    case 'slides.added':
      return 'slidesAdded';
    case 'slides.removed':
      return 'slidesRemoved';
    case 'lead.noted':
      return 'lead';
    default:
      return 'other';
  }
}
