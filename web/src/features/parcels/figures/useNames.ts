import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Use } from '@/lib/land/types';

/** Codes collide between the schemes, so their names are kept by both. */
const keyOf: Record<string, string> = { territorial: 't', 'GB/T 21010': 's', 'GB 50137': 'u' };

/** The name of a use in the page's language; the notice's own where there is no translation. */
export function useUseName(): (use: Use) => string {
  const { t, i18n } = useTranslation('land');
  return useCallback(
    (use: Use) => {
      const own = use.name ?? use.code ?? '';
      if (i18n.language === 'zh-CN') return own;
      const key = use.scheme && use.code ? `useName.${keyOf[use.scheme] ?? ''}${use.code}` : '';
      const words = key && (t as (key: string, options: object) => string)(key, { defaultValue: '' });
      return words || own;
    },
    [t, i18n.language],
  );
}
