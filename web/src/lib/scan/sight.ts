/** How long a code has to be out of view to count as shown anew, in milliseconds. */
const gone = 1500;

/** Tells a code that comes into view from one that stays there. */
export class Sight {
  #code = '';
  #at = Number.NEGATIVE_INFINITY;

  /** What a picture showed; answers the code when it has just come. */
  see(code: string | undefined, now: number): string | undefined {
    if (!code) return undefined;
    const fresh = code !== this.#code || now - this.#at > gone;
    this.#code = code;
    this.#at = now;
    return fresh ? code : undefined;
  }
}
