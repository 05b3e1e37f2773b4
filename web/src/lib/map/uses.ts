/** Groups of land use that a map colours alike; the server names them in tiles and parcels. */
export const useGroups = [
  'residential',
  'commercial',
  'industrial',
  'logistics',
  'public',
  'transport',
  'utility',
  'green',
  'reserved',
  'other',
] as const;

export type UseGroup = (typeof useGroups)[number];

/** The first three are prescribed; the others are the customary colours of plans. */
export const useColours: Record<UseGroup, string> = {
  residential: 'rgb(255, 255, 45)',
  commercial: 'rgb(255, 0, 0)',
  industrial: 'rgb(187, 150, 116)',
  logistics: 'rgb(135, 97, 211)',
  public: 'rgb(255, 133, 201)',
  transport: 'rgb(183, 183, 183)',
  utility: 'rgb(0, 99, 128)',
  green: 'rgb(0, 204, 0)',
  reserved: 'rgb(255, 255, 255)',
  other: 'rgb(203, 200, 190)',
};

export function isUseGroup(value: unknown): value is UseGroup {
  return useGroups.includes(value as UseGroup);
}
