import { useCallback, useMemo } from 'react';
import { useDraft } from '@/lib/draft';
import { changes, merge, same } from './merge';

interface Kept<Form> {
  /** What the edit began from. */
  base: Form;
  version: number;
  form: Form;
}

export interface Edit<Form> {
  form: Form;
  base: Form;
  /** The version that saving names in If-Match. */
  version: number;
  /** Something typed is not saved yet. */
  dirty: boolean;
  /** Somebody else saved after this edit began. */
  stale: boolean;
  /** Fields that both changed. */
  both: (keyof Form)[];
  set: (change: Partial<Form>) => void;
  /** Puts my changes on top of the latest. */
  keepMine: () => void;
  /** Takes the latest and forgets what I typed. */
  discard: () => void;
}

/**
 * An edit of something others edit too. What is typed survives reload and sign-in as a draft together with
 * what it began from, so that it can be put on top of what somebody else saved meanwhile.
 */
export function useEdit<Form extends object>(key: string, latest: Form, latestVersion: number): Edit<Form> {
  const [kept, setKept, clear] = useDraft<Kept<Form> | null>(key, null);
  const current = kept && !same(kept.base, kept.form) ? kept : undefined;
  const edit = current ?? { base: latest, version: latestVersion, form: latest };
  // A newer version with the same content (a session was changed) is nothing to ask about.
  const stale = !same(edit.base, latest);
  const both = useMemo(() => (stale ? merge(edit.base, edit.form, latest).both : []), [stale, edit, latest]);

  const set = useCallback(
    (change: Partial<Form>) =>
      setKept((before) => {
        const from =
          before && !same(before.base, before.form) ? before : { base: latest, version: latestVersion, form: latest };
        return { ...from, form: { ...from.form, ...change } };
      }),
    [setKept, latest, latestVersion],
  );
  const keepMine = useCallback(
    () =>
      setKept((before) =>
        before
          ? { base: latest, version: latestVersion, form: merge(before.base, before.form, latest).merged }
          : before,
      ),
    [setKept, latest, latestVersion],
  );
  const discard = useCallback(() => {
    setKept(null);
    clear();
  }, [setKept, clear]);

  const dirty = Object.keys(changes(edit.base, edit.form)).length > 0;
  return {
    form: edit.form,
    base: edit.base,
    version: stale ? edit.version : latestVersion,
    dirty,
    stale: dirty && stale,
    both,
    set,
    keepMine,
    discard,
  };
}
