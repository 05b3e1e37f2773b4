import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { loadWords } from '@/lib/i18n';
import { NotFound } from './fallbacks';

// Each frame says itself when the network is gone: a room more exactly than a page.
export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** Fetches the words of a page beside its script. */
export const words =
  (...namespaces: string[]) =>
  () =>
    loadWords(...namespaces);

/** The staff pages: a frame with its own navigation, a page in its Outlet. */
export const staff = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  loader: words('staff', 'event', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/staff'), 'StaffPages'),
});
