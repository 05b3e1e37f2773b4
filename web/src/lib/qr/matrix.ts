/** The square of a QR code: its fixed patterns, where data goes, and the eight masks. */

export type Matrix = boolean[][];

/** What a square looks like before data: `fixed` modules are neither written nor masked. */
export class Square {
  readonly size: number;
  readonly dark: Matrix;
  readonly #fixed: Matrix;

  constructor(readonly version: number) {
    this.size = 17 + 4 * version;
    this.dark = blank(this.size);
    this.#fixed = blank(this.size);
    this.#patterns();
  }

  /** Writes the bits of `bytes` upwards and downwards in pairs of columns, from the right. */
  fill(bytes: number[]): void {
    let bit = 0;
    for (let right = this.size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5; // the timing column
      const upward = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.size; step++) {
        const y = upward ? this.size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (this.#fixed[y]?.[x]) continue;
          this.#put(x, y, (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1);
          bit++;
        }
      }
    }
  }

  /** The code under a mask, with the format that tells which. Correction level M. */
  masked(mask: number): Matrix {
    const dark = this.dark.map((row) => [...row]);
    const turn = masks[mask] ?? (() => false);
    dark.forEach((row, y) => {
      row.forEach((on, x) => {
        if (!this.#fixed[y]?.[x] && turn(x, y)) row[x] = !on;
      });
    });
    for (const [x, y, on] of formatOf(mask, this.size)) (dark[y] as boolean[])[x] = on;
    return dark;
  }

  #put(x: number, y: number, on: boolean): void {
    (this.dark[y] as boolean[])[x] = on;
  }

  #fix(x: number, y: number, on: boolean): void {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return;
    this.#put(x, y, on);
    (this.#fixed[y] as boolean[])[x] = true;
  }

  #patterns(): void {
    for (let at = 0; at < this.size; at++) {
      this.#fix(6, at, at % 2 === 0);
      this.#fix(at, 6, at % 2 === 0);
    }
    const last = this.size - 4;
    for (const [x, y] of [[3, 3] as const, [last, 3] as const, [3, last] as const]) this.#ring(x, y, 4, [2, 4]);
    const places = alignment(this.version);
    const end = places.length - 1;
    places.forEach((x, i) => {
      places.forEach((y, j) => {
        const corner = (i === 0 && (j === 0 || j === end)) || (i === end && j === 0);
        if (!corner) this.#ring(x, y, 2, [1]);
      });
    });
    for (const [x, y, on] of formatOf(0, this.size)) this.#fix(x, y, on);
    if (this.version >= 7) this.#number();
  }

  /** A square of rings around a centre; those at `light` distances are light. */
  #ring(x: number, y: number, reach: number, light: number[]): void {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        this.#fix(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  }

  /** The version, written twice in codes large enough. */
  #number(): void {
    const bits = (this.version << 12) | remainder(this.version, 12, 0x1f25);
    for (let bit = 0; bit < 18; bit++) {
      const on = ((bits >> bit) & 1) === 1;
      const [a, b] = [this.size - 11 + (bit % 3), Math.floor(bit / 3)];
      this.#fix(a, b, on);
      this.#fix(b, a, on);
    }
  }
}

const masks: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function blank(size: number): Matrix {
  return Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
}

/** Where the small squares stand, in both directions. */
function alignment(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count - 1) / 2) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => version * 4 + 10 - (count - 2 - at) * step)];
}

/** The remainder of a BCH code. */
function remainder(value: number, length: number, polynomial: number): number {
  let rest = value;
  for (let turn = 0; turn < length; turn++) rest = (rest << 1) ^ ((rest >> (length - 1)) * polynomial);
  return rest;
}

/** The fifteen bits of level M and a mask, each in its two places, and the module that is always dark. */
function formatOf(mask: number, size: number): [number, number, boolean][] {
  const bits = ((mask << 10) | remainder(mask, 10, 0x537)) ^ 0x5412;
  const modules: [number, number, boolean][] = [[8, size - 8, true]];
  for (let bit = 0; bit < 15; bit++) {
    const on = ((bits >> bit) & 1) === 1;
    const along = bit < 6 ? bit : bit < 8 ? bit + 1 : bit === 8 ? 7 : 14 - bit;
    modules.push(bit < 8 ? [8, along, on] : [along, 8, on]);
    modules.push(bit < 8 ? [size - 1 - bit, 8, on] : [8, size - 15 + bit, on]);
  }
  return modules;
}
