import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo } from 'react';
import { api, unwrap } from '@/lib/api';
import { polygonsOf } from '@/lib/map/geometry';
import { formOf, usualFloorHeight, usualSetback } from '@/lib/massing/forms';
import type { Massing, MassingInput, Ring } from '@/lib/massing/types';
import { useMassing } from '@/lib/massing/useMassing';
import { parcelQuery } from './api';
import { type Parcel, parcelOf } from './model';

/** What may be changed about a massing. */
export interface MassingChoice {
  floorHeight: number;
  setback: number;
}

export function usualChoice(parcel: Parcel): MassingChoice {
  return { floorHeight: usualFloorHeight[formOf(parcel.colour)], setback: usualSetback };
}

function inputOf(parcel: Parcel, { floorHeight, setback }: MassingChoice): MassingInput | undefined {
  if (!parcel.geometry) return undefined;
  const { areaM2, far, density, green, height } = parcel;
  const polygons = polygonsOf(parcel.geometry) as Ring[][];
  return { polygons, areaM2, far, density, green, height, form: formOf(parcel.colour), floorHeight, setback };
}

/**
 * The massing of a parcel: the one that is kept while nothing was changed, else worked out here. Whoever works on the
 * parcel keeps what was worked out with the usual figures, so that it is there for everybody after them.
 */
export function useParcelMassing(parcel: Parcel, choice: MassingChoice): Massing | undefined {
  const usual = usualChoice(parcel);
  const plain = choice.floorHeight === usual.floorHeight && choice.setback === usual.setback;
  const kept = plain && parcel.massing && !parcel.massing.stale ? (parcel.massing as unknown as Massing) : undefined;
  const input = useMemo(() => (kept ? undefined : inputOf(parcel, choice)), [kept, parcel, choice]);
  const made = useMassing(input);
  const keep = useKeepMassing(parcel);
  const store = useEffectEvent((massing: Massing) => {
    if (parcel.can.includes('set-parcel-massing') && keep.isIdle) keep.mutate(massing);
  });
  const fits = made && made.floorHeight === choice.floorHeight && made.setback === choice.setback;
  useEffect(() => {
    if (fits && plain && !kept) store(made);
  }, [fits, made, plain, kept]);
  return kept ?? made;
}

function useKeepMassing(parcel: Parcel) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (massing: Massing) => {
      const body = { inputs: parcel.massingInputs ?? '', massing: massing as never };
      return parcelOf(
        await unwrap(api.PUT('/parcels/{parcel}/massing', { params: { path: { parcel: parcel.id } }, body })),
      );
    },
    onSuccess: (saved) => queries.setQueryData(parcelQuery(parcel.id).queryKey, saved),
  });
}
