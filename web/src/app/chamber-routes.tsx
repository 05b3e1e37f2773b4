// Whom chambers invite, how they come in, and who is credited for them.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root, staff, words } from './frames';

export const invitation = createRoute({
  getParentRoute: () => root,
  path: '/i/$token',
  loader: words('invitation', 'event', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/invitation'), 'InvitationPage'),
});

export const stopInvitations = createRoute({
  getParentRoute: () => root,
  path: '/i/$token/stop',
  loader: words('invitation', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/invitation'), 'StopPage'),
});

export const admissionCode = createRoute({
  getParentRoute: () => root,
  path: '/c/$id',
  loader: words('event'),
  component: lazyRouteComponent(() => import('@/features/admission'), 'CodePage'),
});

export const staffCredit = createRoute({
  getParentRoute: () => staff,
  path: '/credit',
  loader: words('staff-credit'),
  component: lazyRouteComponent(() => import('@/features/staff/credit'), 'CreditPage'),
});

export const staffCheckIn = createRoute({
  getParentRoute: () => staff,
  path: '/check-in',
  loader: words('staff-check-in', 'media'),
  component: lazyRouteComponent(() => import('@/features/staff/check-in'), 'CheckInPage'),
});

export const staffMembers = createRoute({
  getParentRoute: () => staff,
  path: '/members',
  loader: words('staff-members'),
  component: lazyRouteComponent(() => import('@/features/staff/members'), 'MembersPage'),
});

export const staffMemberImports = createRoute({
  getParentRoute: () => staff,
  path: '/members/import',
  loader: words('staff-members'),
  component: lazyRouteComponent(() => import('@/features/staff/members/import'), 'ImportsPage'),
});

export const staffMemberImport = createRoute({
  getParentRoute: () => staff,
  path: '/members/import/$import',
  loader: words('staff-members'),
  component: lazyRouteComponent(() => import('@/features/staff/members/import'), 'ImportPage'),
});
