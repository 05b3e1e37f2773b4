import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, type Schema, unwrap } from '@/lib/api';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';

export type Webhook = Schema<'Webhook'>;
export type Delivery = Schema<'WebhookDelivery'>;
export type DeliveryState = Delivery['state'];
export type Attempt = Schema<'Attempt'>;
export type Key = Schema<'Key'>;

export const deliveryStates: readonly DeliveryState[] = ['waiting', 'delivered', 'failed'];

const root = 'staff-integrations';

export function useWebhooks() {
  return useCursorList([root, 'webhooks'], () => unwrap(api.GET('/webhooks')));
}

export function useWebhook(webhook: string) {
  return useQuery({
    queryKey: [root, 'webhook', webhook],
    queryFn: () => unwrap(api.GET('/webhooks/{webhook}', { params: { path: { webhook } } })),
  });
}

export function useDeliveries(webhook: string, state: DeliveryState | undefined) {
  return useCursorList([root, 'deliveries', webhook, { state }], (cursor) =>
    unwrap(api.GET('/webhooks/{webhook}/deliveries', { params: { path: { webhook }, query: { state, cursor } } })),
  );
}

export function useKeys() {
  return useCursorList([root, 'keys'], (cursor) => unwrap(api.GET('/keys', { params: { query: { cursor } } })));
}

/** A change, after which all of it is read again. */
function useChange<In, Out>(change: (input: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: [root] }) });
}

const onceOnly = () => ({ 'Idempotency-Key': idempotencyKey() });

export const useCreateWebhook = () =>
  useChange((body: Schema<'WebhookDraft'>) => unwrap(api.POST('/webhooks', { params: { header: onceOnly() }, body })));

export const useUpdateWebhook = ({ id, version }: Webhook) =>
  useChange((body: Schema<'WebhookChange'>) =>
    unwrap(
      api.PUT('/webhooks/{webhook}', {
        params: { path: { webhook: id }, header: { 'If-Match': etag(version) } },
        body,
      }),
    ),
  );

export const useDeleteWebhook = (webhook: string) =>
  useChange(() => unwrap(api.DELETE('/webhooks/{webhook}', { params: { path: { webhook } } })));

export const useRotateSecret = (webhook: string) =>
  useChange(() => unwrap(api.POST('/webhooks/{webhook}/secrets', { params: { path: { webhook } } })));

export const useTestWebhook = (webhook: string) =>
  useChange(() => unwrap(api.POST('/webhooks/{webhook}/tests', { params: { path: { webhook }, header: onceOnly() } })));

export const useReplay = (webhook: string) =>
  useChange((delivery: string) =>
    unwrap(
      api.POST('/webhooks/{webhook}/deliveries/{delivery}/replays', {
        params: { path: { webhook, delivery }, header: onceOnly() },
      }),
    ),
  );

export const useCreateKey = () => useChange((body: Schema<'KeyDraft'>) => unwrap(api.POST('/keys', { body })));

export const useRevokeKey = (key: string) =>
  useChange(() => unwrap(api.DELETE('/keys/{key}', { params: { path: { key } } })));
