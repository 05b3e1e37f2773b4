import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Tag } from '@/components/Tag';
import { useCan, useRoomView } from '../../room/session';
import { youOf } from '../../room/views';
import type { RosterPerson } from '../api';
import styles from '../host.module.css';
import { RosterActs } from './RosterActs';

export function RosterRow({ person }: { person: RosterPerson }) {
  const { t } = useTranslation(['host', 'room']);
  const [open, setOpen] = useState(false);
  const you = useRoomView(youOf);
  const mayMute = useCan('mute-participant');
  const me = person.id === you?.id;
  const muted = person.mutedUntil !== undefined && Date.parse(person.mutedUntil) > Date.now();
  const name = person.name || t('room:chat.erased');
  return (
    <li className={styles.person} data-open={open || undefined}>
      <i
        className={`dot ${person.online ? '' : 'off'}`}
        role="img"
        aria-label={t(person.online ? 'host:roster.isOnline' : 'host:roster.isAway')}
      />
      <div className={styles.personName}>
        <b className="clip">
          {name}
          {me && <small> {t('host:roster.you')}</small>}
        </b>
        <span className="clip">
          {[person.org, t('host:roster.minutes', { count: Math.round(person.seconds / 60) })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {person.role !== 'guest' && <Tag tone="act">{t(`room:role.${person.role as 'host'}`)}</Tag>}
      {muted && <Tag tone="warn">{t('host:roster.muted')}</Tag>}
      {person.banned && <Tag tone="bad">{t('host:roster.banned')}</Tag>}
      {!me && mayMute && (
        <button
          type="button"
          className={styles.moreButton}
          aria-expanded={open}
          aria-label={t('host:roster.act', { name })}
          onClick={() => setOpen(!open)}
        >
          <Icon name="more" />
        </button>
      )}
      {open && <RosterActs person={person} name={name} muted={muted} onDone={() => setOpen(false)} />}
    </li>
  );
}
