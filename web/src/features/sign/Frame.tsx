import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { LanguageMenu } from '@/components/LanguageMenu';
import { OfflineBar } from '@/components/OfflineBar';
import { Example } from '@/components/Tag';
import styles from './sign.module.css';

interface FrameProps {
  /** What this page does; the heading of the bar. */
  title: string;
  /** Where the arrow leads: to the overview of this agreement, without one to all of mine. */
  back?: string;
  illustrative?: boolean;
  /** Under the thumb. */
  foot?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** The frame of a signer's pages: a document is read here, so there is nothing of the site around it. */
export function Frame({ title, back, illustrative = false, foot, wide = false, children }: FrameProps) {
  const { t } = useTranslation(['sign', 'common']);
  return (
    <div className={styles.frame}>
      <a className="skip" href="#main">
        {t('common:skip')}
      </a>
      <header className={styles.top}>
        <OfflineBar />
        <div className={styles.bar}>
          {back ? (
            <Link className="btn ico quiet" to="/sign/$agreement" params={{ agreement: back }} aria-label={t('back')}>
              <Icon name="left" />
            </Link>
          ) : (
            <Link className="btn ico quiet" to="/me" aria-label={t('backToMine')}>
              <Icon name="left" />
            </Link>
          )}
          <p className={styles.name}>{title}</p>
          {illustrative && <Example />}
          <LanguageMenu />
        </div>
      </header>
      <main id="main" tabIndex={-1} className={wide ? styles.wide : styles.main}>
        {children}
      </main>
      {foot && <div className={styles.foot}>{foot}</div>}
    </div>
  );
}
