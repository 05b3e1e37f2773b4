import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReplayPlayer } from '@/lib/room/replay';

const settleMs = 400;

/**
 * Begins where the address says, `?t=` in seconds, `?at=` a moment of the session or `#` and the number of an entry, and has the address say where
 * the replay rests, so that it can be sent to somebody.
 */
export function useAddress(player: ReplayPlayer): void {
  const navigate = useNavigate({ from: '/rooms/$room/replay' });

  useEffect(() => {
    const seq = /^#(\d+)$/.exec(location.hash)?.[1];
    const search = new URLSearchParams(location.search);
    const seconds = Number(search.get('t'));
    const moment = Date.parse(search.get('at') ?? '');
    if (seq) void player.seekEntry(Number(seq));
    else if (moment) void player.seekMoment(moment);
    else void player.seek(Number.isFinite(seconds) ? seconds * 1000 : 0);
  }, [player]);

  useEffect(() => {
    let said: number | undefined;
    let settle: ReturnType<typeof setTimeout> | undefined;
    const leave = player.subscribe(() => {
      const { playing, waiting, offset } = player.getPlayback();
      const t = Math.floor(offset / 1000);
      if (playing || waiting || t === said) return;
      const first = said === undefined;
      said = t;
      if (first) return; // where one came in
      clearTimeout(settle);
      settle = setTimeout(() => {
        void navigate({ search: t > 0 ? { t } : {}, hash: '', replace: true, resetScroll: false });
      }, settleMs);
    });
    return () => {
      clearTimeout(settle);
      leave();
    };
  }, [player, navigate]);
}
