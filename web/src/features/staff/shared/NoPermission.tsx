import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { State } from '@/components/State';
import { type Me, useMe } from '@/lib/auth';
import { useTitle } from '@/lib/title';

/** Says who may come in here and whom to ask; nothing of what is inside. */
export function NoPermission({ me }: { me: Me | null | undefined }) {
  const { t } = useTranslation('staff');
  useTitle(t('denied.title'));
  return (
    <State
      icon="lock"
      level={1}
      title={t('denied.title')}
      actions={
        <>
          <Link to="/me" className={buttonClass({ variant: 'primary' })}>
            {t('denied.mine')}
          </Link>
          <Link to="/sign-in" search={{ next: undefined, as: undefined }} className={buttonClass()}>
            {t('denied.switch')}
          </Link>
        </>
      }
    >
      <p>{t('denied.text', { name: me?.name ?? '' })}</p>
    </State>
  );
}

/** Shows a page only to those who may do the operation it is about. */
export function Allowed({ to, children }: { to: string; children: ReactNode }) {
  const { data: me } = useMe();
  return me?.can.includes(to) ? children : <NoPermission me={me} />;
}
