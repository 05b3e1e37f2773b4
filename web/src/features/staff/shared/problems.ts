import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblems } from '@/lib/problem';
import { same } from './merge';

/**
 * What a server said about fields, by path: `title.en`, `figures[2].label`. A problem leaves as soon as its
 * field is changed, when the form is given.
 */
export function useFieldProblems(error: unknown, form?: object): Record<string, string> {
  const { t } = useTranslation('errors');
  const [refused, setRefused] = useState({ error, form });
  if (refused.error !== error) setRefused({ error, form });
  return useMemo(() => {
    const told = fieldProblems(t, error);
    return form && refused.form ? stillThere(told, refused.form, form) : told;
  }, [t, error, form, refused.form]);
}

/** The problems of fields that are as they were when they were refused. */
export function stillThere(problems: Record<string, string>, then: object, now: object): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).filter(([path]) => same(valueAt(then, path), valueAt(now, path))));
}

function valueAt(form: object, path: string): unknown {
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], form);
}

/** The problems below a path, by what follows it: `figures[2]` → `label`. */
export function problemsUnder(problems: Record<string, string>, path: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, text] of Object.entries(problems)) {
    if (name === path) found[''] = text;
    else if (name.startsWith(`${path}.`)) found[name.slice(path.length + 1)] = text;
  }
  return found;
}
