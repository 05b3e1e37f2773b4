import type { MapHandle } from '@/lib/map';
import { type Camera, rounded } from './view';

/** Ten updates a second. */
const everyMs = 100;

/** The map rests when it has not moved for so long. */
const restMs = 600;

/** What comes back within this time of one's own movement is one's own. */
export const echoMs = 1500;

export interface DriverOptions {
  map: MapHandle;
  stage: number;
  /** May be lost; false when it could not even be tried. */
  send: (camera: Camera) => boolean;
  /** Keeps the settled view; gives back after how many milliseconds to try again, or nothing. */
  keep: (camera: Camera) => Promise<number | undefined>;
}

/** Tells everybody how one's own map moves, and keeps the view once it rests. */
export class Driver {
  #layers: string[] = [];
  #point: [number, number] | undefined;
  #sentAt = 0;
  #movedAt = Number.NEGATIVE_INFINITY;
  #later: ReturnType<typeof setTimeout> | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(readonly options: DriverOptions) {}

  /** Whether what comes now may be one's own movement, on its way back. */
  get busy(): boolean {
    return performance.now() - this.#movedAt < echoMs;
  }

  set layers(layers: readonly string[]) {
    this.#layers = [...layers];
  }

  /** The map moved, or what is on it was switched. */
  moved(): void {
    this.#movedAt = performance.now();
    this.#soon();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#settle(), restMs);
  }

  point(at: [number, number] | undefined): void {
    this.#point = at;
    this.#soon();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#later);
    clearTimeout(this.#rest);
  }

  #soon(): void {
    if (this.#later !== undefined) return;
    const wait = Math.max(0, this.#sentAt + everyMs - performance.now());
    this.#later = setTimeout(() => {
      this.#later = undefined;
      this.#sentAt = performance.now();
      this.options.send({ ...this.#camera(), ...(this.#point && { point: this.#point }) });
    }, wait);
  }

  #camera(): Camera {
    return { stage: this.options.stage, ...rounded(this.options.map.getCamera()), layers: this.#layers };
  }

  async #settle(): Promise<void> {
    const moved = this.#movedAt;
    const again = await this.options.keep(this.#camera());
    if (this.#ended || again === undefined || moved !== this.#movedAt) return;
    this.#rest = setTimeout(() => void this.#settle(), again);
  }
}
