/** CGCS2000 (GRS80 but for a hair). */
const a = 6_378_137;
const f = 1 / 298.257_222_101;
const n = f / (2 - f);
const radius = (a / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64 + n ** 6 / 256);

/** Krüger's series of the inverse, to the fourth power of n: better than a millimetre within a zone. */
const beta = [
  n / 2 - (2 * n ** 2) / 3 + (37 * n ** 3) / 96 - n ** 4 / 360,
  n ** 2 / 48 + n ** 3 / 15 - (437 * n ** 4) / 1440,
  (17 * n ** 3) / 480 - (37 * n ** 4) / 840,
  (4397 * n ** 4) / 161_280,
];

/**
 * Longitude and latitude of a point in a 3° Gauss–Krüger zone. Official texts write X for the northing and Y for the
 * easting, with the number of the zone before the easting or without it; then the central meridian has to be known.
 */
export function fromGaussKruger(northing: number, easting: number, meridian: number): [number, number] {
  const zone = easting > 1e6 ? Math.floor(easting / 1e6) : undefined;
  const central = zone ? zone * 3 : meridian;
  const xi = northing / radius;
  const eta = ((zone ? easting % 1e6 : easting) - 500_000) / radius;
  let [x, y] = [xi, eta];
  beta.forEach((b, index) => {
    const k = 2 * (index + 1);
    x -= b * Math.sin(k * xi) * Math.cosh(k * eta);
    y -= b * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const lng = central + degrees(Math.atan2(Math.sinh(y), Math.cos(x)));
  return [round(lng), round(degrees(latitude(Math.sin(x) / Math.cosh(y))))];
}

/** The latitude whose conformal latitude has this sine. */
function latitude(sine: number): number {
  const e = Math.sqrt(f * (2 - f));
  const chi = Math.asin(sine);
  let phi = chi;
  for (let step = 0; step < 6; step++) {
    const part = (1 - e * Math.sin(phi)) / (1 + e * Math.sin(phi));
    phi = 2 * Math.atan(Math.tan(Math.PI / 4 + chi / 2) * part ** (-e / 2)) - Math.PI / 2;
  }
  return phi;
}

const degrees = (radians: number) => (radians * 180) / Math.PI;
/** A tenth of a millimetre. */
const round = (value: number) => Math.round(value * 1e9) / 1e9;
