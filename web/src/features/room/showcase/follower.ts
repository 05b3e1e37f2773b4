import type { MapHandle } from '@/lib/map';
import { motion, still } from '@/lib/map/ink';
import { between, eased, same, type View } from './view';

/** Between two updates of a moving map; a little longer than they are apart, so that it never stops in between. */
const stepMs = 140;

/** Updates closer together than this belong to one movement. */
const movingMs = 400;

/**
 * Has a map follow another. One ease to the latest view, let go at the first touch; every other movement of the map is
 * its reader's. Knows the map alone, so that nothing renders while it moves.
 */
export class Follower {
  #from: View | undefined;
  #to: View | undefined;
  #began = 0;
  #takes = 0;
  #told = Number.NEGATIVE_INFINITY;
  #frame = 0;
  #mine = false;
  #held = false;
  readonly #undo: () => void;

  constructor(
    readonly map: MapHandle,
    /** The reader moves the map. */
    readonly onOwn: (move: { settled: boolean }) => void,
  ) {
    const hold = () => {
      this.#held = true;
      cancelAnimationFrame(this.#frame);
    };
    const release = () => {
      if (!this.#held) return;
      this.#held = false;
      this.#run(); // it was a press, not a drag
    };
    const { element } = map;
    element.addEventListener('pointerdown', hold, true);
    addEventListener('pointerup', release, true);
    addEventListener('pointercancel', release, true);
    const off = map.onMove((_, { settled }) => {
      if (this.#mine) return;
      this.stop();
      this.onOwn({ settled });
    });
    this.#undo = () => {
      element.removeEventListener('pointerdown', hold, true);
      removeEventListener('pointerup', release, true);
      removeEventListener('pointercancel', release, true);
      off();
    };
  }

  /** Goes there; `atOnce` for who has just come. */
  follow(to: View, atOnce = false): void {
    const now = performance.now();
    const moving = now - this.#told < movingMs;
    this.#told = now;
    if (moving && this.#to && this.#takes === motion.camera) {
      this.#to = to; // the long way goes on, to where it leads by now
      return;
    }
    const from = this.map.getCamera();
    if (same(from, to)) {
      this.stop();
      return;
    }
    this.#from = from;
    this.#to = to;
    this.#began = now;
    this.#takes = atOnce || still() ? 0 : moving ? stepMs : motion.camera;
    this.#run();
  }

  /** Goes to where parcels fill the map, as it was told to follow. */
  frame(ids: readonly string[], pitch: number, atOnce = false): void {
    const from = this.map.getCamera();
    this.#mine = true;
    this.map.frame(ids, { duration: 0, pitch });
    const to = this.map.getCamera();
    this.map.jumpTo(from);
    this.#mine = false;
    this.#told = Number.NEGATIVE_INFINITY;
    this.follow(to, atOnce);
    this.#told = Number.NEGATIVE_INFINITY;
  }

  /** Stays where it is. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#to = undefined;
  }

  end(): void {
    this.stop();
    this.#undo();
  }

  #run(): void {
    cancelAnimationFrame(this.#frame);
    if (this.#held || !this.#to || !this.#from) return;
    const part = this.#takes === 0 ? 1 : Math.min(1, (performance.now() - this.#began) / this.#takes);
    const smooth = this.#takes === motion.camera ? eased(part) : part;
    this.#mine = true; // the map tells of it before jumpTo returns
    this.map.jumpTo(between(this.#from, this.#to, smooth));
    this.#mine = false;
    if (part < 1) this.#frame = requestAnimationFrame(() => this.#run());
    else this.#to = undefined;
  }
}
