import { useTranslation } from 'react-i18next';
import type { ConnectionState } from '@/lib/room/socket';
import { shortDigest } from '../../room/ceremony/agreement';
import { exactTime } from '../../room/clock';
import { useRoomView } from '../../room/session';
import styles from './ceremony.module.css';

const keptOf = (state: ConnectionState) => state.room.kept;
const recordingOf = (state: ConnectionState) => state.room.recording;

/** What will be left of the ceremony: whether it is recorded, and the fingerprints of films that are kept. */
export function Evidence() {
  const { t } = useTranslation('host-ceremony');
  const kept = useRoomView(keptOf) ?? [];
  const recording = useRoomView(recordingOf);
  return (
    <section className={styles.card} aria-label={t('evidence.title')}>
      <h2>{t('evidence.title')}</h2>
      <p className={styles.note}>{t(recording ? 'evidence.on' : kept.length > 0 ? 'evidence.kept' : 'evidence.off')}</p>
      {kept.map(({ id, digest, at }) => (
        <p key={id} className={styles.digest} title={digest}>
          <time dateTime={at}>{exactTime(at)}</time> <code>{shortDigest(digest)}</code>
        </p>
      ))}
    </section>
  );
}
