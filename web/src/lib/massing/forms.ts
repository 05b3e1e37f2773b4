import type { MassingForm } from './types';

/** How one builds on land of a group of uses; the first use decides where there are several. */
export function formOf(group: string | undefined): MassingForm {
  if (group === 'residential') return 'slabs';
  return group === 'industrial' || group === 'logistics' ? 'workshops' : 'towers';
}

/** Metres from floor to floor that are usual, and the setback to begin with. */
export const usualFloorHeight: Record<MassingForm, number> = { towers: 4.2, slabs: 3, workshops: 6 };
export const usualSetback = 8;
