import { ApiError, api, type Schema, unwrap } from '../api';
import { fromBase64, toBase64 } from './bytes';
import { findKey, signWith } from './keys';

type Turn = Schema<'SealingTurn'>;

/** Seconds the server holds a question open; below the patience of a request. */
const waitSeconds = 10;
const retryMs = 3000;

/**
 * Signs whenever it is this browser's turn, until there is nothing more to sign. Asking says that the key is here,
 * so it is not for a browser without it: the others would wait for nobody.
 */
export async function seal(
  agreement: string,
  keyHash: string,
  signal: AbortSignal,
  onTurn: (turn: Turn) => void,
): Promise<void> {
  const path = { agreement };
  while (!signal.aborted) {
    try {
      let turn = await unwrap(
        api.GET('/agreements/{agreement}/sealing', { params: { path, query: { wait: waitSeconds } }, signal }),
      );
      if (turn.turn) {
        const key = await findKey(keyHash);
        if (!key) return; // gone while we looked; the page notices and says so
        const signature = toBase64(await signWith(key, fromBase64(turn.turn.attributes)));
        const body = { slot: turn.turn.slot, signature };
        turn = await unwrap(api.POST('/agreements/{agreement}/sealing', { params: { path }, body, signal }));
      }
      if (signal.aborted) return;
      onTurn(turn);
      if (turn.retryAfterMs === undefined) return;
      if (!turn.turn) await pause(turn.retryAfterMs, signal);
    } catch (error) {
      if (signal.aborted) return;
      // A refusal is final, such as of an agreement that was voided; what passes is tried again.
      if (error instanceof ApiError && !error.passing && error.code !== 'sealing_turn_over') throw error;
      await pause(retryMs, signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done, { once: true });
    signal.addEventListener('abort', done, { once: true });
  });
}
