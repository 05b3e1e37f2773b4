import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '@/lib/media/kit';
import styles from './backstage.module.css';

/** How I look, as in a mirror. */
export function Preview({ device: { state, track, muted } }: { device: Device }) {
  const { t } = useTranslation('media');
  const video = useRef<HTMLVideoElement>(null);
  useLayoutEffect(() => {
    const element = video.current;
    if (!element || !track) return;
    track.attach(element);
    return () => {
      track.detach(element);
    };
  }, [track]);
  const words = state === 'asking' ? t('preview.asking') : state !== 'on' || muted ? t('preview.none') : undefined;
  return (
    <div className={styles.preview}>
      <video ref={video} aria-label={t('preview.label')} autoPlay playsInline muted hidden={words !== undefined} />
      {words && <p>{words}</p>}
    </div>
  );
}
