import { useTranslation } from 'react-i18next';
import { type RoomInfo, useRoomSession } from '../../room/session';
import { useRoster, useSessionPeople } from '../api';
import styles from '../host.module.css';
import { useFreshRoster } from '../useFreshRoster';

/** Who works in this session, and whether they are here. Shape and word say it, not colour alone. */
export function Crew({ info }: { info: RoomInfo }) {
  const { t } = useTranslation(['host', 'room']);
  const { id } = useRoomSession();
  useFreshRoster();
  const planned = useSessionPeople(info.event.id, info.session.id).data ?? [];
  const roster = useRoster(id, '', false).data?.pages.flatMap((page) => page.items) ?? [];
  const staff = roster.filter((each) => each.role !== 'guest');
  const crew = [
    ...staff.map(({ name, role, online }) => ({ name, role, online })),
    ...planned
      .filter(({ person, role }) => role !== 'guest' && !staff.some((each) => each.name === person.name))
      .map(({ person, role }) => ({ name: person.name, role, online: false })),
  ];
  return (
    <div className={styles.block}>
      <h2>{t('host:run.people')}</h2>
      {crew.length === 0 && <p className={styles.small}>{t('host:run.nobody')}</p>}
      <ul className={styles.crew}>
        {crew.map(({ name, role, online }) => (
          <li key={`${role} ${name}`}>
            <i className={`dot ${online ? '' : 'off'}`} />
            <b className="clip">{name}</b>
            <span>{t(`room:role.${role as 'host'}`)}</span>
            <span className={styles.end}>{t(online ? 'host:run.inRoom' : 'host:run.away')}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
