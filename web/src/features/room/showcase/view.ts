import type { Camera as Settled } from '@/lib/room/types';

/** Where a map is seen from. */
export interface View {
  lng: number;
  lat: number;
  zoom: number;
  pitch: number;
  bearing: number;
}

/** The presenter's map as the socket tells it: moving, and with where they point. */
export interface Camera extends Settled {
  point?: [number, number];
}

/** A part of the way from one view to another; the map turns the short way round. */
export function between(from: View, to: View, part: number): View {
  if (part >= 1) return to;
  const mix = (a: number, b: number) => a + (b - a) * part;
  const turn = ((to.bearing - from.bearing + 540) % 360) - 180;
  return {
    lng: mix(from.lng, to.lng),
    lat: mix(from.lat, to.lat),
    zoom: mix(from.zoom, to.zoom),
    pitch: mix(from.pitch, to.pitch),
    bearing: from.bearing + turn * part,
  };
}

/** As much as anybody can see: a centimetre, a hundredth of a degree. */
export function rounded({ lng, lat, zoom, pitch, bearing }: View): View {
  const to = (value: number, places: number) => Math.round(value * places) / places;
  const around = ((((bearing + 180) % 360) + 360) % 360) - 180;
  return {
    lng: to(lng, 1e7),
    lat: to(lat, 1e7),
    zoom: to(zoom, 1e4),
    pitch: to(pitch, 1e2),
    bearing: to(around, 1e2),
  };
}

export function same(a: View, b: View): boolean {
  const keys = ['lng', 'lat', 'zoom', 'pitch', 'bearing'] as const;
  const [one, other] = [rounded(a), rounded(b)];
  return keys.every((key) => one[key] === other[key]);
}

/** Starts and ends gently; a step between two updates of a moving map goes evenly. */
export const eased = (part: number): number => part * part * (3 - 2 * part);
