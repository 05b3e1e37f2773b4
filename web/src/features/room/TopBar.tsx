import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Brand } from '@/components/Brand';
import { Icon } from '@/components/Icon';
import { LanguageMenu } from '@/components/LanguageMenu';
import { Example } from '@/components/Tag';
import { inLanguage } from '@/lib/text';
import type { RoomInfo } from './api';
import { ConnectionWord, OnlineCount, RecordingWord } from './Facts';
import styles from './room.module.css';
import { StateBadge } from './StateBadge';
import { useCan } from './session';

export function TopBar({ info }: { info: RoomInfo }) {
  const { t, i18n } = useTranslation('room');
  const staff = useCan('read-staff-lane');
  const event = { to: '/events/$slug', params: { slug: info.event.slug } } as const;
  return (
    <header className={styles.top}>
      <Link {...event} className={`btn ico quiet ${styles.phone}`} aria-label={t('bar.back')}>
        <Icon name="left" />
      </Link>
      <span className={styles.desk}>
        <Brand />
      </span>
      <h1>{inLanguage(info.session.title, i18n.language)}</h1>
      {info.session.illustrative && <Example />}
      <StateBadge />
      <span className={styles.space} />
      <RecordingWord />
      <OnlineCount className={styles.desk} />
      <ConnectionWord className={styles.desk} />
      <span className={styles.desk}>
        <LanguageMenu />
      </span>
      {staff && (
        <Link to="/rooms/$room/host" params={{ room: info.id }} className={`btn s soft ${styles.desk}`}>
          {t('bar.host')}
        </Link>
      )}
      <Link {...event} className={`btn s soft ${styles.desk}`}>
        {t('bar.leave')}
      </Link>
    </header>
  );
}
