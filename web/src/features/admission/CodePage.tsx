import { Link, Navigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import { useMe } from '@/lib/auth';
import { useTitle } from '@/lib/title';

/** What an admission code leads to: the door for who works there, else what the code is for. */
export function CodePage() {
  const { t } = useTranslation('event');
  const { id } = useParams({ from: '/c/$id' });
  const { data: me, isPending } = useMe();
  useTitle(t('admission.show'));
  if (me?.can.includes('create-check-in')) {
    return <Navigate to="/staff/check-in" search={{ code: id } as never} replace />;
  }
  return (
    <Shell nav={false}>
      {isPending ? (
        <Skeleton page lines={3} />
      ) : (
        <State
          icon="scan"
          level={1}
          title={t('admission.pageTitle')}
          actions={
            <Link className="btn pri" to="/me">
              {t('done.mine')}
            </Link>
          }
        >
          <p>{t('admission.pageText')}</p>
        </State>
      )}
    </Shell>
  );
}
