import { useTranslation } from 'react-i18next';
import { wordsOf } from './names';

/** What a kind of message and a scope are called; the name itself for one that is newer than this page. */
export function useNames() {
  const { t } = useTranslation('staff-integrations');
  const word = t as unknown as (key: string, options: { defaultValue: string }) => string;
  return {
    kind: (name: string) => word(`kind.${wordsOf(name)}`, { defaultValue: name }),
    scope: (name: string) => word(`scope.${wordsOf(name)}`, { defaultValue: name }),
  };
}
