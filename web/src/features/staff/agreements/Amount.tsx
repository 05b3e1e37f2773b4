import { useTranslation } from 'react-i18next';
import { language } from '@/lib/language';

/** An amount in ten thousands of its currency; a dash where none is said. */
export function Amount({ amountMinor, currency }: { amountMinor?: number; currency?: string }) {
  const { t } = useTranslation('staff-agreements');
  if (!amountMinor) return <span className="c3">–</span>;
  const figure = (amountMinor / 1_000_000).toLocaleString(language(), { maximumFractionDigits: 2 });
  return <>{t('amount', { figure, currency: t(`currency.${known(currency)}`) })}</>;
}

export const currencies = ['CNY', 'USD', 'HKD', 'EUR', 'JPY'] as const;

function known(currency: string | undefined): (typeof currencies)[number] {
  return currencies.find((one) => one === currency) ?? 'CNY';
}
