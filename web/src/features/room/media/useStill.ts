import { type RefObject, useEffect, useState } from 'react';

/** A camera that shows nothing new for so long has lost its line, whatever the server thinks of it. */
const patienceMs = 4000;

/** Whether a picture that should move stands still. */
export function useStill(video: RefObject<HTMLVideoElement | null>, moving: boolean): boolean {
  const [still, setStill] = useState(false);
  useEffect(() => {
    const element = video.current;
    setStill(false);
    if (!moving || !element?.requestVideoFrameCallback) return;
    let last = performance.now();
    let next = 0;
    const frame = () => {
      last = performance.now();
      next = element.requestVideoFrameCallback(frame);
    };
    next = element.requestVideoFrameCallback(frame);
    const timer = setInterval(() => {
      // A page that nobody looks at is shown no frames, nor is a tile that is not on the screen.
      if (document.hidden || element.offsetParent === null) last = performance.now();
      setStill(performance.now() - last > patienceMs);
    }, 1000);
    return () => {
      clearInterval(timer);
      element.cancelVideoFrameCallback(next);
    };
  }, [video, moving]);
  return still;
}
