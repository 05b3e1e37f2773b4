import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import { ApiError } from '@/lib/api';
import { useMe, useSignOut } from '@/lib/auth';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { useMySigning } from './api';
import { ConfirmPage } from './confirm/ConfirmPage';
import { Frame } from './Frame';
import type { Mine } from './model';
import { Overview } from './Overview';
import { ReadPage } from './reader/ReadPage';
import { useSealing } from './useSealing';

/** What a signer or witness has of an agreement: one page with a few views, so that sealing goes on in each. */
export function SignPage() {
  const { t } = useTranslation('sign');
  const { agreement } = useParams({ from: '/sign/$agreement' });
  const { data: me, error, isPending, refetch } = useMe();
  useTitle(t('title'));
  if (me) return <Signed agreement={agreement} key={me.id} />;
  return (
    <Frame title={t('title')}>
      {isPending && <Skeleton page lines={6} />}
      {error && <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} level={1} />}
      {me === null && (
        <State
          icon="lock"
          title={t('signIn.title')}
          level={1}
          actions={
            <Link className="btn pri l" to="/sign-in" search={{ next: `/sign/${agreement}` }}>
              {t('signIn.action')}
            </Link>
          }
        >
          <p>{t('signIn.text')}</p>
        </State>
      )}
    </Frame>
  );
}

function Signed({ agreement }: { agreement: string }) {
  const { t } = useTranslation('sign');
  const { data: mine, error, refetch } = useMySigning(agreement);
  if (mine) return <Views mine={mine} />;
  const foreign = error instanceof ApiError && (error.status === 403 || error.status === 404);
  return (
    <Frame title={t('title')}>
      {foreign && <NotMine agreement={agreement} />}
      {error && !foreign && <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} level={1} />}
      {!error && <Skeleton page lines={8} />}
    </Frame>
  );
}

/** Signed in as somebody who has no part in it: mostly with the other of one's two contacts. */
function NotMine({ agreement }: { agreement: string }) {
  const { t } = useTranslation('sign');
  const { data: me } = useMe();
  const signOut = useSignOut();
  return (
    <State
      icon="lock"
      title={t('notMine.title')}
      level={1}
      actions={
        <>
          <Button variant="primary" busy={signOut.isPending} onClick={() => signOut.mutate(false)}>
            {t('notMine.other')}
          </Button>
          <Link className="btn" to="/me">
            {t('backToMine')}
          </Link>
        </>
      }
      foot={agreement}
    >
      <p>{t('notMine.text', { name: me?.contacts[0]?.value || me?.name || '' })}</p>
    </State>
  );
}

function Views({ mine }: { mine: Mine }) {
  const { view } = useSearch({ from: '/sign/$agreement' });
  const sealing = useSealing(mine);
  useTitle(inLanguage(mine.agreement.title));
  if (view === 'read') return <ReadPage mine={mine} />;
  if (view === 'confirm') return <ConfirmPage mine={mine} />;
  return <Overview mine={mine} sealing={sealing} />;
}
