import type { Limit, MassingForm, MassingInput } from './types';

/** What may be built at most, in ㎡ and floors. */
export interface Caps {
  /** The plot that FAR and density refer to. */
  plot: number;
  floorArea: number;
  footprint: number;
  floors: number;
  /** Floors that a least height asks for. */
  leastFloors: number;
  /** The notice names a greatest FAR. */
  farNamed: boolean;
  heightNamed: boolean;
  /** Neither FAR nor height is named. */
  assumed: boolean;
}

/** Customary values where a notice is silent: FAR, density in per cent, height in metres. */
const customary: Record<MassingForm, { far: number; density: number; height: number }> = {
  towers: { far: 2.5, density: 45, height: 100 },
  slabs: { far: 1.8, density: 28, height: 54 },
  workshops: { far: 1.2, density: 50, height: 24 },
};

/** Rounding to millimetres and to floors must never carry a figure over its limit; an open end is not reached either. */
const margin = 0.9995;

export function capsOf(input: MassingInput, plot: number): Caps {
  const usual = customary[input.form];
  const { far, density, green, height, floorHeight } = input;
  const share = Math.min(density?.max ?? Math.max(usual.density, density?.min ?? 0), 100 - (green?.min ?? 0)) / 100;
  const top = height?.max ?? Math.max(usual.height, height?.min ?? 0);
  return {
    plot,
    floorArea: wantedFar(far, usual.far) * plot * margin,
    footprint: Math.max(share, 0) * plot * margin,
    floors: floorsUnder(top, height?.max !== undefined && !!height.maxOpen, floorHeight),
    leastFloors: Math.ceil((height?.min ?? 0) / floorHeight + (height?.minOpen ? 1e-6 : -1e-9)),
    farNamed: far?.max !== undefined,
    heightNamed: height?.max !== undefined,
    assumed: far?.max === undefined && far?.min === undefined && height?.max === undefined,
  };
}

/** The greatest FAR allowed; where only a least one is named, a little more than that. */
function wantedFar(far: Limit | undefined, usual: number): number {
  if (far?.max !== undefined) return far.max;
  return far?.min === undefined ? usual : far.min * 1.05;
}

function floorsUnder(height: number, open: boolean, floorHeight: number): number {
  const floors = Math.floor(height / floorHeight + 1e-9);
  return open && floors * floorHeight >= height ? floors - 1 : floors;
}
