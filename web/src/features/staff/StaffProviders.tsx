import { useQuery } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '@/lib/language';
import { giveStylesNonce } from './nonce';
import { theme } from './theme';

const locales: Record<Language, () => Promise<{ default: Locale }>> = {
  'zh-CN': () => import('antd/es/locale/zh_CN'),
  en: () => import('antd/es/locale/en_GB'),
  'zh-HK': () => import('antd/es/locale/zh_HK'),
};

/**
 * Until the words have come: with a locale after none Ant Design puts a provider around the page, which would begin
 * the page anew and lose what was typed in the meantime.
 */
const wordless = { locale: '' } as Locale;

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
if (nonce) giveStylesNonce(nonce);

/** Ant Design in the house's look and language; only the staff pages load it. */
export function StaffProviders({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const language = i18n.language as Language;
  const { data: locale } = useQuery({
    queryKey: ['antd-locale', language],
    queryFn: async () => (await locales[language]()).default,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <ConfigProvider
      theme={theme}
      locale={locale ?? wordless}
      csp={nonce ? { nonce } : undefined}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      virtual={false}
    >
      {children}
    </ConfigProvider>
  );
}
