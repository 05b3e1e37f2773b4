import type { Polygon } from 'geojson';
import type { MapParcel } from '../../src/lib/map';

/** Plots near 始版桥, invented: each by its corners in metres from a point, turned a little as the streets are. */
const origin = { lng: 120.19, lat: 30.236 };
const turn = (17 * Math.PI) / 180;

export function ring(corners: readonly (readonly [number, number])[]): [number, number][] {
  const open = corners.map(([east, north]): [number, number] => {
    const x = east * Math.cos(turn) - north * Math.sin(turn);
    const y = east * Math.sin(turn) + north * Math.cos(turn);
    return [origin.lng + x / 96_300, origin.lat + y / 110_860];
  });
  return [...open, open[0] as [number, number]];
}

const rectangle = (x: number, y: number, width: number, depth: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    ring([
      [x, y],
      [x + width, y],
      [x + width, y + depth],
      [x, y + depth],
    ]),
  ],
});

export const plots: MapParcel[] = [
  { id: 'p1', label: '01', name: '地块 01 商务金融用地', group: 'commercial', geometry: rectangle(0, 0, 188, 131) },
  { id: 'p2', label: '02', name: '地块 02 城镇住宅用地', group: 'residential', geometry: rectangle(204, 0, 88, 131) },
  { id: 'p3', label: '03', name: '地块 03 商业用地', group: 'commercial', geometry: rectangle(-260, 150, 190, 140) },
  { id: 'p4', label: '04', name: '地块 04 商业用地', group: 'commercial', geometry: rectangle(280, 240, 84, 62) },
  { id: 'p5', label: '05', name: '地块 05 科研用地', group: 'public', geometry: rectangle(60, 160, 90, 220) },
];
