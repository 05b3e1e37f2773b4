import { useLayoutEffect, useRef, useState } from 'react';
import type { Picture } from '@/lib/media/line';
import styles from './media.module.css';

interface VideoProps {
  picture: Picture | undefined;
  label: string;
  mirrored?: boolean;
  /** A shared screen is seen whole; a face fills its tile. */
  whole?: boolean;
}

/** What somebody sends. When it breaks off, the last frame stays until the next one comes. */
export function Video({ picture, label, mirrored = false, whole = false }: VideoProps) {
  const video = useRef<HTMLVideoElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const [live, setLive] = useState(false);
  useLayoutEffect(() => {
    const element = video.current;
    if (!element || !picture) return;
    picture.attach(element);
    return () => {
      keep(element, still.current);
      setLive(false);
      picture.detach(element);
    };
  }, [picture]);
  return (
    <div className={styles.video} data-mirrored={mirrored || undefined} data-whole={whole || undefined}>
      <canvas ref={still} />
      <video
        ref={video}
        aria-label={label}
        data-live={live || undefined}
        autoPlay
        playsInline
        muted
        onPlaying={() => setLive(true)}
      />
    </div>
  );
}

function keep(video: HTMLVideoElement, canvas: HTMLCanvasElement | null): void {
  const { videoWidth: width, videoHeight: height } = video;
  if (!canvas || width === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.drawImage(video, 0, 0, width, height);
}
