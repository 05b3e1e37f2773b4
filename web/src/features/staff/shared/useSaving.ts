import { useState } from 'react';
import { ApiError } from '@/lib/api';
import { type Edit, useEdit } from './useEdit';

/** Something others edit too, from draft to saved. */
export interface Saving<Form, Saved = unknown> {
  edit: Edit<Form>;
  /** Saves what was changed; what it is now, or undefined when it was refused. */
  save: () => Promise<Saved | undefined>;
  saving: boolean;
  error: unknown;
  /** Somebody else saved first, and the editor has to choose. */
  conflict: boolean;
  /** Shows the choice, or leaves it for later. */
  ask: (open: boolean) => void;
}

interface SavingOptions<Form, Saved> {
  /** Under which the draft is kept. */
  draft: string;
  latest: Form;
  version: number;
  update: {
    mutateAsync: (edit: { base: Form; form: Form; version: number }) => Promise<Saved>;
    isPending: boolean;
    error: unknown;
    reset: () => void;
  };
  refetch: () => Promise<unknown>;
}

/** Saves an edit under the version it began from; whoever comes second is asked, and loses nothing. */
export function useSaving<Form extends object, Saved>(options: SavingOptions<Form, Saved>): Saving<Form, Saved> {
  const { draft, latest, version, update, refetch } = options;
  const edit = useEdit<Form>(draft, latest, version);
  const [asked, ask] = useState(false);
  const save = async () => {
    if (edit.stale) {
      ask(true);
      return undefined;
    }
    try {
      const saved = await update.mutateAsync({ base: edit.base, form: edit.form, version: edit.version });
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
