import { useNavigate } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from '@/components/Brand';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { InboxLink } from '@/components/InboxLink';
import { LanguageMenu } from '@/components/LanguageMenu';
import { Menu } from '@/components/Menu';
import { OfflineBar } from '@/components/OfflineBar';
import { type Me, useSignOut } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { Rail } from './Rail';

/** Rail at the left, bar on top, page in the middle; on a phone the rail comes out as a drawer. */
export function StaffFrame({ me, children }: { me: Me; children: ReactNode }) {
  const { t } = useTranslation('staff');
  const [open, setOpen] = useState(false);
  return (
    <div className="st">
      <a className="st-skip" href="#main">
        {t('skip')}
      </a>
      <aside className="st-rail">
        <Brand />
        <Rail can={me.can} />
      </aside>
      <div className="st-side">
        <header className="st-bar">
          <span className="st-menu">
            <Button icon variant="quiet" aria-label={t('nav.open')} aria-expanded={open} onClick={() => setOpen(true)}>
              <Icon name="menu" />
            </Button>
          </span>
          <p className="st-org clip">{organisationOf(me)}</p>
          <InboxLink />
          <LanguageMenu />
          <PersonMenu me={me} />
        </header>
        <OfflineBar />
        <main id="main" tabIndex={-1} className="st-main">
          {children}
        </main>
      </div>
      <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={264} title={t('nav.title')}>
        <Rail can={me.can} onGo={() => setOpen(false)} />
      </Drawer>
    </div>
  );
}

/** The organisation one works for here: a bureau before any other. */
function organisationOf({ memberships, organisationName }: Me): string {
  const own = memberships.find(({ organisation }) => organisation.kind === 'bureau') ?? memberships[0];
  return own ? inLanguage(own.organisation.name) : (organisationName ?? '');
}

function PersonMenu({ me }: { me: Me }) {
  const { t } = useTranslation('staff');
  const navigate = useNavigate();
  const signOut = useSignOut();
  const leave = () => signOut.mutate(false, { onSuccess: () => void navigate({ to: '/' }) });
  return (
    <Menu
      label={t('person.menu', { name: me.name })}
      variant="quiet"
      items={[
        { label: t('person.mine'), onSelect: () => void navigate({ to: '/me' }) },
        { label: t('person.public'), onSelect: () => void navigate({ to: '/' }) },
        { label: t('person.signOut'), onSelect: leave, disabled: signOut.isPending },
      ]}
    >
      <Icon name="person" size="s" />
      <span className="st-name clip">{me.name}</span>
      <Icon name="down" size="s" />
    </Menu>
  );
}
