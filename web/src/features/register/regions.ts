import type { TFunction } from 'i18next';
import { language } from '@/lib/language';

const near = ['CN', 'HK', 'MO', 'TW'] as const;
const far = ['SG', 'JP', 'KR', 'AE', 'AU', 'CA', 'DE', 'FR', 'GB', 'NL', 'CH', 'US'] as const;

/** Where organisations are: those nearest first, then others by code, then anywhere else. */
export function regionsOf(t: TFunction<['event', 'errors', 'common']>): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language(), { type: 'region' });
  return [
    ...near.map((code) => ({ code: code as string, name: t(`region.${code}`) })),
    ...far.map((code) => ({ code, name: names.of(code) ?? code })),
    { code: '', name: t('register.otherRegion') },
  ];
}
