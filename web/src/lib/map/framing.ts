import type { MultiPolygon, Polygon } from 'geojson';
import { boundsOf, polygonsOf } from './geometry';
import type { Camera } from './types';

interface View {
  /** Of the map, in pixels. */
  width: number;
  height: number;
  pitch: number;
  bearing: number;
  /** Metres that stand on the ground and are to be seen too. */
  above?: number;
}

/** Free of anything, at each side: there are words and tools. */
const marginOf = ({ width }: View) => ({ x: Math.min(130, Math.max(56, width * 0.18)), y: 60 });
const highest = 18.5;
const metresRound = 40_075_016.69;
const radians = Math.PI / 180;

/** From where all of it is seen, what stands on it included, as large as it gets. */
export function cameraFor(geometries: readonly (Polygon | MultiPolygon)[], view: View): Camera | undefined {
  const bounds = boundsOf(geometries);
  if (!bounds) return undefined;
  const { width, height, pitch, bearing, above = 0 } = view;
  const [west, south, east, north] = bounds;
  const origin = { lng: (west + east) / 2, lat: (south + north) / 2 };
  const perDegree = { x: (metresRound / 360) * Math.cos(origin.lat * radians), y: metresRound / 360 };
  const [sin, cos] = [Math.sin(bearing * radians), Math.cos(bearing * radians)];
  // Metres to the right and ahead, as the viewer looks.
  const [across, ahead] = [range(), range()];
  for (const [lng = 0, lat = 0] of geometries.flatMap(polygonsOf).flat(2)) {
    const [x, y] = [(lng - origin.lng) * perDegree.x, (lat - origin.lat) * perDegree.y];
    across.add(x * cos - y * sin);
    ahead.add(x * sin + y * cos);
  }
  const [flat, upright] = [Math.cos(pitch * radians), Math.sin(pitch * radians)];
  const tall = ahead.size() * flat + above * upright;
  const margin = marginOf(view);
  const perMetre = Math.min(
    Math.max(width - 2 * margin.x, 80) / Math.max(across.size(), 1),
    Math.max(height - 2 * margin.y, 80) / Math.max(tall, 1),
  );
  const zoom = Math.log2((perMetre * metresRound * Math.cos(origin.lat * radians)) / 512);
  // The middle of what is seen lies ahead of the middle of the ground when something stands on it.
  const right = across.middle();
  const forward = ahead.middle() + (above * upright) / 2 / Math.max(flat, 0.2);
  return {
    lng: origin.lng + (right * cos + forward * sin) / perDegree.x,
    lat: origin.lat + (forward * cos - right * sin) / perDegree.y,
    zoom: Math.min(zoom, highest),
    pitch,
    bearing,
  };
}

/** A bearing that looks over a corner of the biggest building line: two walls show, one wider than the other. */
export function overCorner(geometry: Polygon | MultiPolygon): number {
  const longest = { squared: 0, angle: 0 };
  for (const ring of polygonsOf(geometry).flat()) {
    ring.slice(1).forEach(([lng = 0, lat = 0], i) => {
      const [fromLng = 0, fromLat = 0] = ring[i] ?? [];
      const [x, y] = [(lng - fromLng) * Math.cos(lat * radians), lat - fromLat];
      if (x * x + y * y <= longest.squared) return;
      longest.squared = x * x + y * y;
      longest.angle = Math.atan2(y, x) / radians;
    });
  }
  const wall = -longest.angle; // as bearings turn
  const nearest = wall - 90 * Math.round(wall / 90);
  return nearest - 35 < -60 ? nearest + 55 : nearest - 35;
}

function range() {
  let [low, high] = [Infinity, -Infinity];
  return {
    add(value: number) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    },
    size: () => high - low,
    middle: () => (low + high) / 2,
  };
}
