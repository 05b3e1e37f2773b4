import { useCallback, useRef, useState } from 'react';
import { useRoomSession } from '../../room/session';
import { type StageBody, setStage } from '../api';

interface Push {
  push: (body: StageBody) => void;
  /** What is on its way to the stage. */
  pending: StageBody | undefined;
  failed: { body: StageBody; error: unknown } | undefined;
}

/**
 * Puts things on stage one after another. Turning pages fast sends only the newest: while one is under way,
 * what lies between it and the last key press is skipped.
 */
export function usePush(): Push {
  const { id } = useRoomSession();
  const [pending, setPending] = useState<StageBody>();
  const [failed, setFailed] = useState<Push['failed']>();
  const next = useRef<StageBody>(undefined);
  const busy = useRef(false);

  const run = useCallback(async () => {
    busy.current = true;
    try {
      for (let body = next.current; body; body = next.current) {
        next.current = undefined;
        try {
          await setStage(id, body);
          setFailed(undefined);
        } catch (error) {
          setFailed({ body, error });
        }
      }
    } finally {
      busy.current = false;
      setPending(undefined);
    }
  }, [id]);

  const push = useCallback(
    (body: StageBody) => {
      next.current = body;
      setPending(body);
      if (!busy.current) void run();
    },
    [run],
  );
  return { push, pending, failed };
}
