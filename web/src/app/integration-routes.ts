import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { staff, words } from './frames';

export const staffIntegrations = createRoute({
  getParentRoute: () => staff,
  path: '/integrations',
  loader: words('staff-integrations'),
  component: lazyRouteComponent(() => import('@/features/staff/integrations'), 'IntegrationsPage'),
});

export const staffWebhook = createRoute({
  getParentRoute: () => staff,
  path: '/integrations/$webhook',
  loader: words('staff-integrations'),
  component: lazyRouteComponent(() => import('@/features/staff/integrations'), 'WebhookPage'),
});
