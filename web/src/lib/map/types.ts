import type { MultiPolygon, Polygon } from 'geojson';
import type { Massing } from '../massing/types';
import type { UseGroup } from './uses';

export type LngLat = [number, number];

/** Where the map is seen from. Degrees, and the zoom of maplibre. */
export interface Camera {
  lng: number;
  lat: number;
  zoom: number;
  pitch: number;
  bearing: number;
}

/** A parcel as the map needs it. */
export interface MapParcel {
  id: string;
  /** What stands on the plot: 01. */
  label?: string;
  /** What it is called where there is no map to see. */
  name: string;
  group: UseGroup;
  geometry: Polygon | MultiPolygon;
}

/** A massing over its plot. */
export interface MapMassing {
  parcel: string;
  massing: Massing;
}

export interface EaseOptions {
  /** Milliseconds; --m-camera when left out, none with reduced motion. */
  duration?: number;
  /** Passes on to maplibre: an ease that follows somebody else's hand should not slow down at its end. */
  linear?: boolean;
}

export interface FrameOptions extends EaseOptions {
  pitch?: number;
  /** Degrees, or over a corner of the first plot, as models are looked at. */
  bearing?: number | 'corner';
  /** Metres that stand on the plots and are to be seen too. */
  above?: number;
}

/** Called for every frame in which the camera moves; `byHand` when whoever looks moves it themselves. */
export type CameraListener = (camera: Camera, move: { byHand: boolean; settled: boolean }) => void;

/** What a page may do with a map that is there. */
export interface MapHandle {
  getCamera(): Camera;
  jumpTo(camera: Partial<Camera>): void;
  easeTo(camera: Partial<Camera>, options?: EaseOptions): void;
  /** Frames parcels, or everything without ids. */
  frame(ids?: readonly string[], options?: FrameOptions): void;
  onMove(listener: CameraListener): () => void;
  /** A place on the ground in pixels of the map, and back. */
  project(place: LngLat): { x: number; y: number };
  unproject(point: { x: number; y: number }): LngLat;
  /** The element of the map, for pointers of one's own. */
  element: HTMLElement;
}

export type MapTool = 'zoom' | 'tilt' | 'north' | 'full' | 'measure' | 'legend';
