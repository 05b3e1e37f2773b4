// A chamber's own list, and how it comes in.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { staff, words } from './frames';

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
