import { useEffect, useRef } from 'react';
import type { Scene } from '@/lib/room/types';
import { fileUrl } from '../stage/data';
import styles from './media.module.css';

/** What covers the stage for everybody while something behind it is put right. */
export function Hold({ hold, blocked }: { hold: NonNullable<Scene['hold']>; blocked: boolean }) {
  const clip = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = clip.current;
    if (!video) return;
    video.muted = blocked;
    // A browser that wants a touch before sound plays the picture alone.
    video.play().catch(() => {
      video.muted = true;
      void video.play().catch(() => undefined);
    });
  }, [blocked]);
  return (
    <div className={styles.hold} data-testid="hold">
      {hold.kind === 'picture' ? (
        <img src={fileUrl(hold.file)} alt={hold.name} />
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: a clip to bridge a pause has no words that matter
        <video ref={clip} src={fileUrl(hold.file)} aria-label={hold.name} loop playsInline />
      )}
    </div>
  );
}
