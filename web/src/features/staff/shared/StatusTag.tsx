import { useTranslation } from 'react-i18next';
import { Tag, type TagTone } from '@/components/Tag';
import type { EventStatus, RegistrationStatus, Session } from '../events/model';

const eventTones: Record<EventStatus, TagTone> = { draft: 'plain', review: 'warn', published: 'ok', archived: 'plain' };
const registrationTones: Record<RegistrationStatus, TagTone> = { confirmed: 'ok', waiting: 'warn', cancelled: 'plain' };
const roomTones: Record<Session['state'], TagTone> = { waiting: 'plain', live: 'bad', paused: 'warn', ended: 'plain' };

export function EventStatusTag({ status }: { status: EventStatus }) {
  const { t } = useTranslation('staff');
  return <Tag tone={eventTones[status]}>{t(`status.${status}`)}</Tag>;
}

export function RegistrationStatusTag({ status }: { status: RegistrationStatus }) {
  const { t } = useTranslation('staff');
  return <Tag tone={registrationTones[status]}>{t(`registrationStatus.${status}`)}</Tag>;
}

export function RoomStateTag({ state }: { state: Session['state'] }) {
  const { t } = useTranslation('staff');
  return <Tag tone={roomTones[state]}>{t(`roomState.${state}`)}</Tag>;
}
