export { IntegrationsPage } from './IntegrationsPage';
export { WebhookPage } from './WebhookPage';
