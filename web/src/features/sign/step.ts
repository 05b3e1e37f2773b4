import { isClosing, isEnded, type Mine } from './model';

/** What an agreement asks of its reader now; the one action of the page follows from it. */
export type Step =
  | 'read' // pages are left
  | 'accept' // all are read
  | 'wait-freeze' // others still read, or the bureau has yet to freeze
  | 'confirm'
  | 'wait-confirm' // others have yet to confirm
  | 'sealing'
  | 'released'
  | 'ended'
  | 'replaced'
  | 'declined'
  | 'witness'
  | 'draft';

/** The server decides each step; this only says which of them to offer. */
export function stepOf(
  mine: Pick<Mine, 'state' | 'signer' | 'unread'> & { agreement: { state: Mine['agreement']['state'] } },
): Step {
  const { agreement, state, unread } = mine;
  if (state === 'replaced') return 'replaced';
  if (isEnded(agreement.state)) return 'ended';
  if (state === 'declined') return 'declined';
  if (agreement.state === 'released') return 'released';
  if (agreement.state === 'draft') return 'draft';
  if (!mine.signer) return 'witness';
  if (isClosing(agreement)) return 'sealing';
  if (state === 'confirmed' || state === 'sealed') return 'wait-confirm';
  if (state === 'accepted') return agreement.state === 'frozen' ? 'confirm' : 'wait-freeze';
  return unread.length > 0 ? 'read' : 'accept';
}

/** Whether there is something for the reader to do on another view. */
export function isAsked(step: Step): step is 'read' | 'accept' | 'confirm' {
  return step === 'read' || step === 'accept' || step === 'confirm';
}

/** The stations of the way, for whoever wants to know where in it they are. */
export const stations = ['read', 'accept', 'freeze', 'confirm', 'seal', 'release'] as const;
export type Station = (typeof stations)[number];

/** How many stations lie behind the reader. */
export function reached(step: Step): number {
  const at: Partial<Record<Step, number>> = {
    accept: 1,
    'wait-freeze': 2,
    confirm: 3,
    'wait-confirm': 4,
    sealing: 4,
    released: 6,
  };
  return at[step] ?? 0;
}
