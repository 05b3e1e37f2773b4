/** Longitude and latitude in degrees, WGS84/CGCS2000. */
export type Position = [number, number];
/** Closed: the last position is the first again, as in GeoJSON. */
export type Ring = Position[];
/** The outer ring, then its holes. */
export type PolygonRings = Ring[];

/** What may be built, as the notice says it: each end present or not, open or closed. */
export interface Limit {
  min?: number;
  max?: number;
  minOpen?: boolean;
  maxOpen?: boolean;
}

/** Podium and towers (commerce, offices), south-facing slabs (homes), workshops (industry, storage). */
export type MassingForm = 'towers' | 'slabs' | 'workshops';

/** Everything a massing follows from. The same input gives the same massing, in every browser. */
export interface MassingInput {
  /** The plot: the parts of a polygon or multipolygon. */
  polygons: PolygonRings[];
  /** The declared area in ㎡, which FAR and density refer to; without it the computed one. */
  areaM2?: number;
  /** Floor area over plot area. */
  far?: Limit;
  /** Footprint over plot area, in per cent. */
  density?: Limit;
  /** Green over plot area, in per cent. */
  green?: Limit;
  /** Metres. */
  height?: Limit;
  form: MassingForm;
  /** Metres from floor to floor. */
  floorHeight: number;
  /** Metres kept free along the edge of the plot. */
  setback: number;
}

export type MassKind = 'podium' | 'tower' | 'slab' | 'workshop';

/** A prism that stands on `base` and ends at `top`, both in metres above the ground. */
export interface Mass {
  kind: MassKind;
  rings: PolygonRings;
  base: number;
  top: number;
  /** Whole floors between the two; floor area = footprint of the rings × floors. */
  floors: number;
}

/** Why a massing stays below what the notice would allow. Never shown raw: `massing.why.*` in the locales. */
export type MassingReason =
  /** Nothing is left inside the setback. */
  | 'setback'
  /** The footprint allowed by density and green, times the floors under the height limit, is less than the FAR. */
  | 'height'
  | 'density'
  /** The shape is too narrow for buildings of use. */
  | 'shape'
  /** Slabs must stand apart for daylight. */
  | 'daylight'
  /** Less than one floor is allowed. */
  | 'floors'
  /** The notice's own limits contradict each other (the minimum FAR or height cannot be met under the maximum height, density …). */
  | 'limits'
  /** The notice names neither FAR nor height: an assumed scale was taken. */
  | 'assumed';

/** An illustration (示意) of what may be built. All figures are of the masses as they are, after rounding to floors. */
export interface Massing {
  /** The veil: what is left inside the setback, up to the height limit (or, without one, the highest mass). */
  envelope: { polygons: PolygonRings[]; height: number; limited: boolean };
  masses: Mass[];
  /** ㎡ over all floors. */
  floorArea: number;
  /** ㎡ covered on the ground. */
  footprint: number;
  /** What is reached, in the units of the input: FAR, density in per cent, height in metres. */
  reached: { far: number; density: number; height: number };
  /** Reached share of the highest allowed FAR, 0 to 1; absent when the notice names no maximum. */
  share?: number;
  why?: MassingReason[];
  form: MassingForm;
  floorHeight: number;
  setback: number;
}
