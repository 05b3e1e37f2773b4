import type { MassingForm, MassingInput } from '../types';

/** What a notice of each kind usually allows. */
export const notices: Record<MassingForm, Omit<MassingInput, 'polygons'>> = {
  towers: {
    form: 'towers',
    far: { min: 2, minOpen: true, max: 3.5 },
    density: { max: 40 },
    green: { min: 25 },
    height: { max: 100 },
    floorHeight: 4.2,
    setback: 8,
  },
  slabs: {
    form: 'slabs',
    far: { max: 2.2 },
    density: { max: 28 },
    green: { min: 30 },
    height: { max: 80, maxOpen: true },
    floorHeight: 3,
    setback: 8,
  },
  workshops: {
    form: 'workshops',
    far: { min: 1.2, max: 2 },
    density: { min: 40, max: 55 },
    green: { max: 15 },
    height: { max: 24 },
    floorHeight: 6,
    setback: 8,
  },
};
