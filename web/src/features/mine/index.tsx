import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import { useMe } from '@/lib/auth';
import { useTitle } from '@/lib/title';
import './mine.css';
import { Password } from './Password';
import { Profile } from './Profile';
import { Questions } from './Questions';
import { Registrations } from './Registrations';
import { SignOut } from './SignOut';

/** My events, and who I am here. */
export function MinePage() {
  const { t } = useTranslation('account');
  const { data: me, error, isPending, refetch } = useMe();
  useTitle(t('mine.title'));
  return (
    <Shell>
      {isPending && (
        <div className="wrap">
          <Skeleton page lines={6} />
        </div>
      )}
      {error && !me && <ErrorState title={t('mine.failed')} error={error} onRetry={() => void refetch()} level={1} />}
      {me === null && (
        <State
          icon="lock"
          title={t('mine.signedOut')}
          level={1}
          actions={
            <Link className="btn pri" to="/sign-in" search={{ next: '/me' }}>
              {t('signIn.title')}
            </Link>
          }
        >
          <p>{t('mine.signedOutText')}</p>
        </State>
      )}
      {me && (
        <div className="wrap mine">
          <div>
            <Registrations />
            <Questions />
          </div>
          <div className="mine-side">
            <Profile me={me} key={me.version} />
            <Password me={me} />
            <SignOut />
          </div>
        </div>
      )}
    </Shell>
  );
}
