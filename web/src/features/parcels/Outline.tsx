import type { MultiPolygon, Polygon } from 'geojson';

const size = 320;
const margin = 40;

/** The plot as a surveyor draws it: outline, corners as small rings, north, a scale. For print, and where no map fits. */
export function Outline({ geometry, label }: { geometry: Polygon | MultiPolygon; label: string }) {
  const rings = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat();
  const { at, metres } = projection(rings);
  const bar = roundLength(metres * 0.3);
  return (
    <svg className="outline" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path
        className="land"
        d={rings.map((ring) => `M${ring.map((each) => at(each).join(' ')).join('L')}Z`).join('')}
      />
      {rings.flatMap((ring) =>
        ring.slice(1).map((corner) => {
          const [x, y] = at(corner);
          return <circle key={`${x} ${y}`} cx={x} cy={y} r="2.400" />;
        }),
      )}
      <path className="north" d="M304 40V10M300 18l4-8 4 8" />
      <path className="north" d={`M${margin} 308v4H${margin + (bar / metres) * (size - 2 * margin)}v-4`} />
      <text x={margin} y="302">
        {bar} m
      </text>
    </svg>
  );
}

/** North up, true to scale at the middle; also how many metres the drawing is wide. */
function projection(rings: readonly (readonly number[])[][]) {
  const all = rings.flat();
  const xs = all.map(([x = 0]) => x);
  const ys = all.map(([, y = 0]) => y);
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  const squeeze = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const span = Math.max((east - west) * squeeze, north - south, 1e-9);
  const scale = (size - 2 * margin) / span;
  const place = (value: number) => Math.round(value * 10) / 10;
  return {
    metres: span * 111_320,
    at: ([x = 0, y = 0]: readonly number[]): [number, number] => [
      place(size / 2 + (x - (west + east) / 2) * squeeze * scale),
      place(size / 2 - (y - (south + north) / 2) * scale),
    ],
  };
}

/** 1, 2 or 5 times a power of ten. */
function roundLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  const lead = [5, 2, 1].find((each) => each * power <= metres) ?? 1;
  return lead * power;
}
