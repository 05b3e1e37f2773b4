/** Error correction of QR codes: Reed–Solomon over GF(256) with the polynomial x⁸+x⁴+x³+x²+1 (ISO/IEC 18004). */

function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> bit) & 1) * a;
  }
  return product;
}

/** The generator of `count` correction bytes, without its leading 1. */
function generator(count: number): number[] {
  const factors = new Array<number>(count).fill(0);
  factors[count - 1] = 1;
  let root = 1;
  for (let turn = 0; turn < count; turn++) {
    for (let at = 0; at < count; at++) factors[at] = multiply(factors[at] ?? 0, root) ^ (factors[at + 1] ?? 0);
    root = multiply(root, 2);
  }
  return factors;
}

/** The `count` bytes that correct `data`. */
export function correctionOf(data: number[], count: number): number[] {
  const factors = generator(count);
  const rest = new Array<number>(count).fill(0);
  for (const byte of data) {
    const lead = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    factors.forEach((factor, at) => {
      rest[at] = (rest[at] ?? 0) ^ multiply(factor, lead);
    });
  }
  return rest;
}
