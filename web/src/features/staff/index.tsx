import { useQueryClient } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { ApiError } from '@/lib/api';
import { meKey, useMe } from '@/lib/auth';
import { navFor } from './nav';
import { StaffFrame } from './StaffFrame';
import { StaffProviders } from './StaffProviders';
import { NoPermission } from './shared/NoPermission';
import './staff.css';

/** The staff pages: who may see them, then the frame with its own navigation. */
export function StaffPages() {
  const { t } = useTranslation('staff');
  const { data: me, error, isPending, refetch } = useMe();
  useSignedOutWatch();
  if (isPending) return <Skeleton lines={6} />;
  if (error && !me) return <ErrorState title={t('failed.me')} error={error} onRetry={() => void refetch()} level={1} />;
  if (!me) return <SignInFirst />;
  return (
    <StaffProviders>
      <StaffFrame me={me}>{navFor(me.can).length > 0 ? <Outlet /> : <NoPermission me={me} />}</StaffFrame>
    </StaffProviders>
  );
}

/** To the sign-in and back; where to is fixed before the address changes under way. */
function SignInFirst() {
  const here = useLocation({ select: (at) => at.pathname + at.searchStr });
  const [next] = useState(here);
  return <Navigate to="/sign-in" search={{ next, as: undefined }} replace />;
}

/** Notices, when something is read, that the sign-in has ended. Drafts stay where they are. */
function useSignedOutWatch(): void {
  const queries = useQueryClient();
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') return;
        const { error } = event.action;
        if (error instanceof ApiError && error.status === 401) queries.setQueryData(meKey, null);
      }),
    [queries],
  );
}
