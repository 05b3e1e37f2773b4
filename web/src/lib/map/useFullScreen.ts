import { useEffect, useState } from 'react';

/** Fills the screen with the frame of the map; the window where the browser lends no screen (iPhones). */
export function useFullScreen(inner: HTMLElement) {
  const [on, setOn] = useState(false);
  const frame = inner.closest<HTMLElement>('.map') ?? inner;

  useEffect(() => {
    const changed = () => setOn(document.fullscreenElement === frame);
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOn(false);
    };
    document.addEventListener('fullscreenchange', changed);
    frame.addEventListener('keydown', leave);
    return () => {
      document.removeEventListener('fullscreenchange', changed);
      frame.removeEventListener('keydown', leave);
    };
  }, [frame]);

  useEffect(() => {
    frame.classList.toggle('fills', on);
  }, [frame, on]);

  const toggle = () => {
    if (!document.fullscreenEnabled) setOn(!on);
    else if (on) void document.exitFullscreen();
    else void frame.requestFullscreen().catch(() => setOn(true));
  };
  return { on, toggle };
}
