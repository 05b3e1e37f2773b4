import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from './api';
import { useMe } from './auth';

/** Query keys of the inbox: everything under ['inbox']. */
export const inboxKeys = {
  all: ['inbox'] as const,
  unread: ['inbox', 'unread'] as const,
  list: ['inbox', 'list'] as const,
};

/** How many messages nobody has opened yet; asked again every minute and when the page is looked at again. */
export function useUnread(): number {
  const { data: me } = useMe();
  const { data } = useQuery({
    queryKey: inboxKeys.unread,
    queryFn: async () => (await unwrap(api.GET('/inbox', { params: { query: { limit: 1 } } }))).unread,
    enabled: Boolean(me),
    refetchInterval: 60_000,
    refetchOnWindowFocus: 'always',
  });
  return data ?? 0;
}
