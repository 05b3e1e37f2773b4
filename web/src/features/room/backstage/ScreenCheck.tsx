import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import type { Kit, KitState } from '@/lib/media/kit';
import styles from './backstage.module.css';

/** Tries whether the browser gives a screen away; nobody sees it. */
export function ScreenCheck({ kit, screen }: { kit: Kit; screen: KitState['screen'] }) {
  const { t } = useTranslation('media');
  const video = useRef<HTMLVideoElement>(null);
  const [track] = screen.tracks;
  useLayoutEffect(() => {
    const element = video.current;
    if (!element || !track) return;
    track.attach(element);
    return () => {
      track.detach(element);
    };
  }, [track]);
  return (
    <div className={styles.screen}>
      <p>
        <b>{t('screen.label')}</b>
        <span>{t(track ? 'screen.seen' : screen.checked ? 'screen.checked' : 'screen.optional')}</span>
      </p>
      <Button size="s" onClick={() => (track ? kit.unshare() : void kit.share())}>
        {t(track ? 'screen.stopCheck' : 'screen.check')}
      </Button>
      {track && <video ref={video} aria-label={t('screen.label')} autoPlay playsInline muted />}
      {screen.problem && (
        <Notice tone="warn">{t(screen.problem === 'denied' ? 'screen.denied' : `device.${screen.problem}`)}</Notice>
      )}
    </div>
  );
}
