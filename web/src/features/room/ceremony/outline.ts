/** The outer ring of a plot as it is drawn on a stage of 320 × 220: north is up, and it fills the middle. */
export interface Corner {
  x: number;
  y: number;
}

const [width, height, margin] = [320, 220, 24];

/** Where nobody knows which plot it is. */
export const plainPlot: Corner[] = [
  { x: 60, y: 66 },
  { x: 226, y: 32 },
  { x: 268, y: 150 },
  { x: 104, y: 188 },
];

/** So many corners tell the shape. */
const mostCorners = 60;

export function outlineOf(geometry: unknown): Corner[] | undefined {
  const { type, coordinates } = (geometry ?? {}) as { type?: string; coordinates?: unknown };
  const rings = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? (coordinates as unknown[]) : [];
  const outer = (rings as [number, number][][][])
    .map((polygon) => polygon[0] ?? [])
    .sort((a, b) => b.length - a.length)[0];
  if (!outer || outer.length < 4) return undefined;
  const ring = outer.slice(0, -1);
  const every = Math.ceil(ring.length / mostCorners);
  const points = ring.filter((_, i) => i % every === 0);
  const lat = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const flat = points.map(([x, y]): [number, number] => [x * Math.cos((lat * Math.PI) / 180), -y]);
  const [xs, ys] = [flat.map(([x]) => x), flat.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [w, h] = [Math.max(...xs) - left, Math.max(...ys) - top];
  if (w === 0 || h === 0) return undefined;
  const scale = Math.min((width - 2 * margin) / w, (height - 2 * margin) / h);
  const [dx, dy] = [(width - w * scale) / 2, (height - h * scale) / 2];
  const round = (n: number) => Math.round(n * 10) / 10;
  return flat.map(([x, y]) => ({ x: round((x - left) * scale + dx), y: round((y - top) * scale + dy) }));
}
