import { formatNumber } from '../text';

/** 1 亩 = 2000/3 ㎡, 1 公顷 = 15 亩. */
const m2PerMu = 2000 / 3;

export const areaUnits = ['m2', 'mu', 'ha'] as const;
export type AreaUnit = (typeof areaUnits)[number];

const m2Per: Record<AreaUnit, number> = { m2: 1, mu: m2PerMu, ha: 10_000 };

export function toM2(value: number, unit: AreaUnit): number {
  return rounded(value * m2Per[unit]);
}

export function fromM2(m2: number, unit: AreaUnit): number {
  return rounded(m2 / m2Per[unit]);
}

/** An area's figure in a unit: 24,680 in ㎡, 37.02 in 亩. */
export function areaFigure(m2: number, unit: AreaUnit): string {
  const digits = unit === 'm2' ? { maximumFractionDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return formatNumber(fromM2(m2, unit), digits);
}

/** By how much the computed area differs from the declared one, signed; undefined when within 0.5 %. */
export function areaDiffers(declared: number | undefined, computed: number | undefined): number | undefined {
  if (!declared || !computed) return undefined;
  const share = computed / declared - 1;
  return Math.abs(share) > 0.005 ? share : undefined;
}

/** Floats lose nothing that anybody surveys: eleven digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(11));
}
