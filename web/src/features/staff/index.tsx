import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { useMe } from '@/lib/auth';
import { navFor } from './nav';
import { StaffFrame } from './StaffFrame';
import { StaffProviders } from './StaffProviders';
import { NoPermission } from './shared/NoPermission';
import './staff.css';

/** The staff pages: who may see them, then the frame with its own navigation. */
export function StaffPages() {
  const { t } = useTranslation('staff');
  const here = useLocation({ select: (at) => at.pathname + at.searchStr });
  const { data: me, error, isPending, refetch } = useMe();
  if (isPending) return <Skeleton lines={6} />;
  if (error && !me) return <ErrorState title={t('failed.me')} error={error} onRetry={() => void refetch()} level={1} />;
  if (!me) return <Navigate to="/sign-in" search={{ next: here, as: undefined }} replace />;
  return (
    <StaffProviders>
      <StaffFrame me={me}>{navFor(me.can).length > 0 ? <Outlet /> : <NoPermission me={me} />}</StaffFrame>
    </StaffProviders>
  );
}
