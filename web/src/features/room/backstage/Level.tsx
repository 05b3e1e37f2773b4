import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meter } from '@/lib/media/meter';
import styles from './backstage.module.css';

/** How loud my microphone hears me: a bar, and a word for it. */
export function Level({ track }: { track: MediaStreamTrack | undefined }) {
  const { t } = useTranslation('media');
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    setHeard(false);
    if (!track) return setLevel(0);
    return meter(track, (now) => {
      setLevel(now);
      if (now > 0.35) setHeard(true);
    });
  }, [track]);
  const percent = Math.round(level * 100);
  return (
    <div className={styles.level}>
      <meter aria-label={t('level.label')} max={100} value={percent} data-loud={percent > 95 || undefined} />
      <span>{t(percent > 95 ? 'level.loud' : heard ? 'level.good' : track ? 'level.speak' : 'level.none')}</span>
    </div>
  );
}
