import type { Bytes } from './bytes';

/** Bytes of a coordinate of P-256. */
const half = 32;

/** The signature WebCrypto makes, r‖s, as certificates and CMS want it: SEQUENCE { INTEGER r, INTEGER s }. */
export function rawToDer(raw: Bytes): Bytes {
  if (raw.length !== 2 * half) throw new RangeError(`a P-256 signature has 64 bytes, not ${raw.length}`);
  const body = [...integer(raw.subarray(0, half)), ...integer(raw.subarray(half))];
  return Uint8Array.from([0x30, body.length, ...body]); // at most 70 bytes: one byte of length is enough
}

/** An INTEGER is signed and minimal: no leading zeros, but one where the first bit would say minus. */
function integer(bytes: Bytes): number[] {
  let from = 0;
  while (from < bytes.length - 1 && bytes[from] === 0) from++;
  const digits = [...bytes.subarray(from)];
  if ((digits[0] ?? 0) & 0x80) digits.unshift(0);
  return [0x02, digits.length, ...digits];
}
