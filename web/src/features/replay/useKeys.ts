import { useEffect } from 'react';
import { useReplay } from './player';

export const stepMs = 10_000;

/**
 * Space plays and pauses, ← and → go ten seconds, with Shift (or on the stage, or Page up and down) a slide. Whoever
 * types, or presses a button with the space bar, means that.
 */
export function useKeys(): void {
  const { player, leaf } = useReplay();
  useEffect(() => {
    /** False when the key means nothing here. */
    const act = (key: string, shift: boolean, at: Element): boolean => {
      const slider = at.closest('[role="slider"]');
      const { offset } = player.getPlayback();
      const forward = key === 'ArrowRight' || key === 'PageDown';
      if ((key === 'ArrowLeft' || key === 'ArrowRight') && !shift)
        void player.seek(offset + (forward ? stepMs : -stepMs));
      else if (/^(Arrow(Left|Right)|Page(Up|Down))$/.test(key)) leaf(forward ? 1 : -1);
      else if (key === ' ' && !at.closest('button, a, [role="tab"]')) player.toggle();
      else if (key === 'Home' && slider) void player.seek(0);
      else if (key === 'End' && slider) void player.seek(player.log.clock.length);
      else return false;
      return true;
    };
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target instanceof Element ? event.target : document.body;
      // A radio button walks by its arrows; the space bar means nothing to one that is chosen.
      if (at.matches('[type="radio"]') ? event.key !== ' ' : at.closest('input, textarea, select')) return;
      if (act(event.key, event.shiftKey, at)) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [player, leaf]);
}
