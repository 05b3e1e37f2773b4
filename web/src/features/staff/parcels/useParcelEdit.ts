import type { Parcel } from '../../parcels/model';
import { type Saving, useSaving } from '../shared/useSaving';
import { useStaffParcel, useUpdateParcel } from './api';
import { changeOf, type ParcelForm } from './form';

/** A parcel being edited, from draft to saved. */
export function useParcelEdit(parcel: Parcel, me: string, latest: ParcelForm): Saving<ParcelForm, Parcel> {
  const { refetch } = useStaffParcel(parcel.id);
  const update = useUpdateParcel();
  return useSaving<ParcelForm, Parcel>({
    draft: `parcel:${me}:${parcel.id}`,
    latest,
    version: parcel.version,
    refetch,
    update: {
      ...update,
      mutateAsync: ({ base, form, version }) =>
        update.mutateAsync({ id: parcel.id, change: changeOf(base, form), version }),
    },
  });
}
