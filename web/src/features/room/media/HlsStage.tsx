import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import styles from './media.module.css';

/** Plays a playlist as it grows. It starts muted where the browser wants a touch before sound. */
export default function HlsStage({ url }: { url: string }) {
  const { t } = useTranslation('media');
  const element = useRef<HTMLVideoElement>(null);
  const [muted, setMuted] = useState(false);
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    const begin = () =>
      video.play().catch(() => {
        video.muted = true;
        setMuted(true);
        void video.play().catch(() => undefined);
      });
    if (video.canPlayType('application/vnd.apple.mpegurl')) {
      video.src = url;
      void begin();
      return () => video.removeAttribute('src');
    }
    let stop = () => {};
    let over = false;
    void import('hls.js/light').then(({ default: Hls }) => {
      if (over) return;
      const hls = new Hls({ enableWorker: false, liveSyncDurationCount: 2 });
      hls.on(Hls.Events.MANIFEST_PARSED, () => void begin());
      hls.on(Hls.Events.ERROR, (_, { fatal, type }) => {
        if (fatal && type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
        else if (fatal) setTimeout(() => hls.loadSource(url), 2000); // the feed may be starting, or the line be down
      });
      hls.attachMedia(video);
      hls.loadSource(url);
      stop = () => hls.destroy();
    });
    return () => {
      over = true;
      stop();
    };
  }, [url]);
  const unmute = () => {
    if (element.current) element.current.muted = false;
    setMuted(false);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: live, there are no captions to be had */}
      <video ref={element} className={styles.filmPicture} aria-label={t('film')} playsInline autoPlay />
      {muted && (
        <Button variant="primary" size="l" className={styles.sound ?? ''} onClick={unmute}>
          <Icon name="sound" />
          {t('sound')}
        </Button>
      )}
    </>
  );
}
