import jsqr from 'jsqr';
import { expect, it } from 'vitest';
import { qrOf } from '.';

/** Reads a code with a reader that others wrote. */
function read(text: string): string | undefined | null {
  const code = qrOf(text);
  if (!code) return undefined;
  const [scale, quiet] = [4, 4];
  const size = (code.length + 2 * quiet) * scale;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const dark = code[Math.floor(y / scale) - quiet]?.[Math.floor(x / scale) - quiet];
      if (dark) pixels.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  const found = jsqr(pixels, size, size);
  return found && new TextDecoder().decode(Uint8Array.from(found.binaryData));
}

it.each([1, 15, 27, 43, 63, 85, 107, 123, 153, 181, 213])('a text of %i bytes is read back', (length) => {
  const text = 'https://zhaoyun.example/sign/'.padEnd(length, '0123456789abcdef').slice(0, length);
  expect(read(text)).toBe(text);
});

it('a text in Chinese is read back, one that is too long is refused', () => {
  expect(read('招云：签约')).toBe('招云：签约');
  expect(qrOf('x'.repeat(214))).toBeUndefined();
});
