import { type Saving, useSaving } from '../shared/useSaving';
import { useStaffEvent, useUpdateEvent } from './api';
import { changeOf, type EventForm } from './form';
import type { StaffEvent } from './model';

export type EventEdit = Saving<EventForm, StaffEvent>;

/** The content of an event being edited, from draft to saved. */
export function useEventEdit(event: StaffEvent, me: string, latest: EventForm): EventEdit {
  const { refetch } = useStaffEvent(event.id);
  const update = useUpdateEvent(event.id);
  return useSaving<EventForm, StaffEvent>({
    draft: `event:${me}:${event.id}`,
    latest,
    version: event.version,
    refetch,
    update: {
      ...update,
      mutateAsync: ({ base, form, version }) => update.mutateAsync({ change: changeOf(base, form), version }),
    },
  });
}
