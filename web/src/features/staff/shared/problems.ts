import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblems } from '@/lib/problem';

/** What a server said about fields, by path: `title.en`, `figures[2].label`. */
export function useFieldProblems(error: unknown): Record<string, string> {
  const { t } = useTranslation('errors');
  return useMemo(() => fieldProblems(t, error), [t, error]);
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
