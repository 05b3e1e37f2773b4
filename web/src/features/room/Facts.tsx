import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import styles from './room.module.css';
import { useRoomView } from './session';
import { onlineOf, phaseOf, qualityOf, recordingOf } from './views';

export function OnlineCount({ className = '' }: { className?: string | undefined }) {
  const { t, i18n } = useTranslation('room');
  const online = useRoomView(onlineOf);
  if (online === 0) return null;
  return (
    <span className={`${styles.fact} ${className}`} data-testid="online">
      <Icon name="people" size="s" />
      {t('bar.online', { count: online.toLocaleString(i18n.language) as unknown as number })}
    </span>
  );
}

/** That what is said is being kept: everybody in the room may know. */
export function RecordingWord({ className = '' }: { className?: string | undefined }) {
  const { t } = useTranslation('room');
  if (!useRoomView(recordingOf)) return null;
  return (
    <span className={`${styles.fact} ${className}`} data-testid="recording">
      <Icon name="record" size="s" />
      {t('bar.recording')}
    </span>
  );
}

/** The connection in a word. Never colour alone: good has bars, trouble a struck sign. */
export function ConnectionWord({ className = '' }: { className?: string | undefined }) {
  const { t } = useTranslation('room');
  const phase = useRoomView(phaseOf);
  const quality = useRoomView(qualityOf);
  const word = phase === 'open' ? quality : phase === 'connecting' ? 'connecting' : 'lost';
  return (
    <span
      className={`${styles.fact} ${className}`}
      data-tone={word === 'good' || word === 'connecting' ? undefined : 'warn'}
    >
      <Icon name={word === 'lost' ? 'offline' : 'signal'} size="s" />
      {t(`quality.${word}`)}
    </span>
  );
}
