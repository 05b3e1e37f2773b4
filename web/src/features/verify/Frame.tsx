import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from '@/components/Brand';
import { LanguageMenu } from '@/components/LanguageMenu';
import styles from './verify.module.css';

/** The frame of this page. Its links load anew, because a page that has a file in hand loads nothing more itself. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation(['verify', 'common']);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('common:skip')}
      </a>
      <header className="top">
        <div className="wrap">
          <a href="/" className={styles.home} aria-label={t('common:brand.home')}>
            <Brand home={false} />
          </a>
          <div className="top-end">
            <LanguageMenu />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <div className={`wrap ${styles.page}`}>{children}</div>
      </main>
      <footer className="foot">
        <div className="wrap">{t('common:footer')}</div>
      </footer>
    </div>
  );
}
