import { useState } from 'react';
import { ApiError } from '@/lib/api';
import { type Edit, useEdit } from '../shared/useEdit';
import { useStaffEvent, useUpdateEvent } from './api';
import { changeOf, type EventForm } from './form';
import type { StaffEvent } from './model';

export interface EventEdit {
  edit: Edit<EventForm>;
  /** Saves what was changed; the event as it is now, or undefined when it was refused. */
  save: () => Promise<StaffEvent | undefined>;
  saving: boolean;
  error: unknown;
  /** Somebody else saved first, and the editor has to choose. */
  conflict: boolean;
  /** Shows the choice, or leaves it for later. */
  ask: (open: boolean) => void;
}

/** The content of an event being edited, from draft to saved. */
export function useEventEdit(event: StaffEvent, me: string, latest: EventForm): EventEdit {
  const edit = useEdit<EventForm>(`event:${me}:${event.id}`, latest, event.version);
  const { refetch } = useStaffEvent(event.id);
  const update = useUpdateEvent(event.id);
  const [asked, ask] = useState(false);

  const save = async () => {
    if (edit.stale) {
      ask(true);
      return undefined;
    }
    try {
      const saved = await update.mutateAsync({ change: changeOf(edit.base, edit.form), version: edit.version });
      edit.discard();
      return saved;
    } catch (cause) {
      if (!(cause instanceof ApiError) || cause.status !== 412) return undefined;
      update.reset();
      await refetch();
      ask(true);
      return undefined;
    }
  };
  return { edit, save, saving: update.isPending, error: update.error, conflict: asked && edit.stale, ask };
}
