import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from './api';

/** The words for what was found in a row; a code this page does not know yet stands as it is. */
export function useFindingWords() {
  const { t } = useTranslation('staff-members');
  const word = useCallback(
    (key: string, options: object) => (t as (key: string, options: object) => string)(key, options),
    [t],
  );
  return useMemo(
    () => ({
      /** A few words, to choose by. */
      short: (code: string) => word(`finding.${code}.short`, { defaultValue: code }),
      /** What it is and what follows. */
      whole: ({ code, row, line, member }: Finding) =>
        word(`finding.${code}.${row ? 'row' : member ? 'member' : 'text'}`, { defaultValue: '', line, member }) ||
        word(`finding.${code}.text`, { defaultValue: code }),
    }),
    [word],
  );
}
