import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from '@/components/Brand';
import { InboxLink } from '@/components/InboxLink';
import { LanguageMenu } from '@/components/LanguageMenu';
import { OfflineBar } from '@/components/OfflineBar';
import { useMay, useMe } from '@/lib/auth';
import './shell.css';

interface ShellProps {
  /** Shown beside the mark. */
  organisation?: string;
  /** Links within the page; without them the ways to the site's lists, or none at all. */
  nav?: ReactNode | false;
  /** The page's one action, repeated in the bar. */
  action?: ReactNode;
  footer?: ReactNode;
  /** The action fixed at the bottom of a phone, under the thumb. */
  bar?: ReactNode;
  children: ReactNode;
}

/** The frame of every light page: bar, main, foot. */
export function Shell({ organisation, nav, action, footer, bar, children }: ShellProps) {
  const { t } = useTranslation('common');
  const within = nav !== undefined;
  return (
    <div className={bar ? 'shell with-bar' : 'shell'}>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <header className="top">
        <OfflineBar />
        <div className="wrap">
          <Brand organisation={organisation} />
          {nav && (
            <nav className="top-nav" aria-label={t('nav.page')}>
              {nav}
            </nav>
          )}
          {!within && <SiteNav className="top-nav" />}
          <div className="top-end">
            <LanguageMenu />
            <Account />
            {action && <div className="top-action">{action}</div>}
          </div>
        </div>
      </header>
      {!within && <SiteNav className="site-nav" />}
      <main id="main" tabIndex={-1}>
        {children}
        {bar && <div className="bar">{bar}</div>}
      </main>
      <footer className="foot">
        <div className="wrap">
          {footer ?? (
            <>
              {t('footer')}
              {/* Loads anew: a page that has a file in hand goes nowhere else. */}
              <a href="/verify">{t('nav.verify')}</a>
            </>
          )}
        </div>
      </footer>
    </div>
  );
}

/** The lists of the site; a phone has them in a line of their own. */
function SiteNav({ className }: { className: string }) {
  const { t } = useTranslation('common');
  const on = { className: 'on' };
  return (
    <nav className={className} aria-label={t('nav.site')}>
      <Link to="/" activeOptions={{ exact: true }} activeProps={on}>
        {t('nav.events')}
      </Link>
      <Link to="/parcels" activeProps={on}>
        {t('nav.parcels')}
      </Link>
      <Link to="/carriers" activeProps={on}>
        {t('nav.carriers')}
      </Link>
    </nav>
  );
}

function Account() {
  const { t } = useTranslation('common');
  const { data: me } = useMe();
  const staff = useMay('create-event');
  const secretary = useMay('list-campaigns');
  const here = useLocation({ select: (at) => at.pathname });
  if (!me) {
    if (here === '/sign-in') return null;
    return (
      <Link className="top-link" to="/sign-in" search={{ next: here === '/' ? undefined : here }}>
        {t('nav.signIn')}
      </Link>
    );
  }
  return (
    <>
      {(staff || secretary) && (
        <Link className="top-link staff" to={staff ? '/staff' : '/staff/campaigns'}>
          {t('nav.staff')}
        </Link>
      )}
      <InboxLink />
      <Link className="top-link" to="/me">
        <span className="clip">{me.name || t('nav.mine')}</span>
      </Link>
    </>
  );
}
