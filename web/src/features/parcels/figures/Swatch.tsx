import { isUseGroup, useColours } from '@/lib/map/uses';

/** A colour of the land-use standard, with an ink edge. */
export function Swatch({ group }: { group?: string }) {
  return (
    <svg className="swatch" viewBox="0 0 10 10" aria-hidden="true">
      <rect x=".5" y=".5" width="9" height="9" fill={useColours[isUseGroup(group) ? group : 'other']} />
    </svg>
  );
}
