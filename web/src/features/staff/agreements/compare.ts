/** A stretch of text that both have, or only one. */
export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Beyond this many characters on both sides a page is called changed without saying where. */
const most = 12_000;

/**
 * What was changed between two texts, character by character, since Chinese has no spaces between words; after
 * E. W. Myers, An O(ND) difference algorithm and its variations (1986). Spaces and line ends do not count:
 * the same words on another line are the same.
 */
export function compareTexts(before: string, after: string): Piece[] {
  const a = Array.from(plain(before));
  const b = Array.from(plain(after));
  const start = sharedStart(a, b);
  const end = sharedEnd(a, b, start);
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined([
    { kind: 'same', text: a.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ]);
}

export function changed(pieces: readonly Piece[]): boolean {
  return pieces.some(({ kind }) => kind !== 'same');
}

function plain(text: string): string {
  return text.replace(/\s+/g, '');
}

function sharedStart(a: readonly string[], b: readonly string[]): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
}

function sharedEnd(a: readonly string[], b: readonly string[], start: number): number {
  let count = 0;
  while (count < a.length - start && count < b.length - start && a[a.length - 1 - count] === b[b.length - 1 - count]) {
    count += 1;
  }
  return count;
}

/** The shortest way from one to the other; each step remembers where the front stood. */
function between(a: readonly string[], b: readonly string[]): Piece[] {
  if (a.length === 0 || b.length === 0 || a.length + b.length > most) return whole(a, b);
  const fronts: Int32Array[] = [];
  const size = a.length + b.length;
  const front = new Int32Array(2 * size + 2).fill(-1);
  front[size + 1] = 0;
  for (let d = 0; d <= size && d <= 2000; d += 1) {
    fronts.push(front.slice());
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(front, size + k - 1) < at(front, size + k + 1));
      let x = down ? at(front, size + k + 1) : at(front, size + k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      front[size + k] = x;
      if (x >= a.length && x - k >= b.length) return backwards(a, b, fronts, size);
    }
  }
  return whole(a, b);
}

function backwards(a: readonly string[], b: readonly string[], fronts: readonly Int32Array[], size: number): Piece[] {
  const pieces: Piece[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = fronts.length - 1; d >= 0; d -= 1) {
    const front = fronts[d] as Int32Array;
    const k = x - y;
    const down = k === -d || (k !== d && at(front, size + k - 1) < at(front, size + k + 1));
    const before = down ? k + 1 : k - 1;
    const fromX = at(front, size + before);
    const fromY = fromX - before;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      pieces.push({ kind: 'same', text: a[x - 1] ?? '' });
      x -= 1;
      y -= 1;
    }
    if (d === 0) break;
    pieces.push(down ? { kind: 'added', text: b[y - 1] ?? '' } : { kind: 'removed', text: a[x - 1] ?? '' });
    x = fromX;
    y = fromY;
  }
  return pieces.reverse();
}

function at(front: Int32Array, index: number): number {
  return front[index] ?? -1;
}

function whole(a: readonly string[], b: readonly string[]): Piece[] {
  return [
    { kind: 'removed', text: a.join('') },
    { kind: 'added', text: b.join('') },
  ];
}

function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (!piece.text) continue;
    if (last?.kind === piece.kind) last.text += piece.text;
    else out.push({ ...piece });
  }
  return out;
}
