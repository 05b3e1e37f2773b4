import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Tag } from '@/components/Tag';
import { useRoomSession } from '../../room/session';
import { useRundown } from '../../rundown/api';
import { Ready } from '../../rundown/Ready';
import styles from '../host.module.css';

/** Who works in this session, whether they are here and ready. Shape and word say it, not colour alone. */
export function Crew() {
  const { t } = useTranslation(['host', 'room', 'rundown']);
  const { id } = useRoomSession();
  const crew = useRundown().data?.crew ?? [];
  return (
    <div className={styles.block}>
      <h2>{t('host:run.people')}</h2>
      {crew.length === 0 && <p className={styles.small}>{t('host:run.nobody')}</p>}
      <ul className={styles.crew}>
        {crew.map(({ person, name, role, online, ready }) => (
          <li key={person}>
            <i className={`dot ${online ? '' : 'off'}`} />
            <b className="clip">{name}</b>
            <span>{t(`room:role.${role}`)}</span>
            <span className={styles.end}>
              {ready ? <Tag tone="ok">{t('rundown:light.said')}</Tag> : t(online ? 'host:run.inRoom' : 'host:run.away')}
            </span>
          </li>
        ))}
      </ul>
      <div className={styles.crewActs}>
        <Ready />
        <Link to="/rooms/$room/presenter" params={{ room: id }} className="btn s soft">
          {t('rundown:presenter.title')}
        </Link>
      </div>
    </div>
  );
}
