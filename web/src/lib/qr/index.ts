import { correctionOf } from './correction';
import { type Matrix, Square } from './matrix';

/** Correction bytes a block and blocks at level M, of versions 1 to 10: an address of up to 213 bytes. */
const blocks = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
] as const;

/** A QR code of a text, dark modules true; undefined when the text is too long. Level M, bytes of UTF-8. */
export function qrOf(text: string): Matrix | undefined {
  const bytes = [...new TextEncoder().encode(text)];
  for (let version = 1; version <= blocks.length; version++) {
    const [each, count] = blocks[version - 1] ?? [0, 0];
    const room = capacity(version) - each * count;
    const data = written(bytes, version, room);
    if (!data) continue;
    const square = new Square(version);
    square.fill(interleaved(data, each, count));
    const all = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => square.masked(mask));
    return all.reduce((best, next) => (penalty(next) < penalty(best) ? next : best));
  }
  return undefined;
}

/** The dark modules as one path of unit squares, for an SVG with the quiet zone around it. */
export function pathOf(code: Matrix, quiet = 4): string {
  return code.map((row, y) => row.map((on, x) => (on ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')).join('')).join('');
}

/** Bytes of a version, correction included. */
function capacity(version: number): number {
  let bits = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const places = Math.floor(version / 7) + 2;
    bits -= (25 * places - 10) * places - 55;
    if (version >= 7) bits -= 36;
  }
  return bits >> 3;
}

/** Mode, length, text, end and padding; undefined when there is no room. */
function written(bytes: number[], version: number, room: number): number[] | undefined {
  const lengthBits = version < 10 ? 8 : 16;
  if (4 + lengthBits + bytes.length * 8 > room * 8) return undefined;
  const bits = [...bitsOf(4, 4), ...bitsOf(bytes.length, lengthBits), ...bytes.flatMap((byte) => bitsOf(byte, 8))];
  bits.push(...bitsOf(0, Math.min(4, room * 8 - bits.length)));
  while (bits.length % 8) bits.push(0);
  const data = [];
  for (let at = 0; at < bits.length; at += 8) data.push(bits.slice(at, at + 8).reduce((sum, bit) => sum * 2 + bit, 0));
  for (let pad = 0xec; data.length < room; pad ^= 0xfd) data.push(pad);
  return data;
}

function bitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => (value >> (count - 1 - at)) & 1);
}

/** Data in blocks, each with its correction, read crosswise. The later blocks may be a byte longer. */
function interleaved(data: number[], each: number, count: number): number[] {
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const parts: { data: number[]; correction: number[] }[] = [];
  for (let block = 0, at = 0; block < count; block++) {
    const size = short + (block >= count - longer ? 1 : 0);
    const part = data.slice(at, at + size);
    parts.push({ data: part, correction: correctionOf(part, each) });
    at += size;
  }
  const across = (pick: (part: (typeof parts)[number]) => number[], length: number) =>
    Array.from({ length }, (_, at) => parts.flatMap((part) => pick(part)[at] ?? [])).flat();
  return [...across((part) => part.data, short + 1), ...across((part) => part.correction, each)];
}

/** How hard a code is to read: long runs, solid squares and an uneven share of dark. */
function penalty(code: Matrix): number {
  const size = code.length;
  let sum = 0;
  for (const across of [true, false]) {
    for (let line = 0; line < size; line++) {
      let run = 0;
      let last: boolean | undefined;
      for (let at = 0; at < size; at++) {
        const on = across ? code[line]?.[at] : code[at]?.[line];
        run = on === last ? run + 1 : 1;
        last = on;
        if (run === 5) sum += 3;
        else if (run > 5) sum++;
      }
    }
  }
  let dark = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const on = code[y]?.[x];
      if (on) dark++;
      if (on === code[y]?.[x + 1] && on === code[y + 1]?.[x] && on === code[y + 1]?.[x + 1] && x + 1 < size) sum += 3;
    }
  }
  return sum + Math.floor(Math.abs((dark * 100) / (size * size) - 50) / 5) * 10;
}
