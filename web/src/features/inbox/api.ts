import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';
import { inboxKeys } from '@/lib/inbox';

export type Message = Schema<'Message'>;
export type Choices = Schema<'MailPreferences'>;
type Page = Schema<'Messages'>;

export function useInbox(enabled: boolean) {
  return useInfiniteQuery({
    queryKey: inboxKeys.list,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/inbox', { params: { query: { cursor: pageParam, limit: 30 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    enabled,
    refetchInterval: 60_000,
    refetchOnWindowFocus: 'always',
  });
}

/** Marks one message, or all that were seen; the page shows it before the server has answered. */
export function useMarkRead() {
  const queries = useQueryClient();
  const mark = (fits: (id: string) => boolean) => {
    const readAt = new Date().toISOString();
    queries.setQueryData<InfiniteData<Page>>(
      inboxKeys.list,
      (now) =>
        now && {
          ...now,
          pages: now.pages.map((page) => ({
            ...page,
            items: page.items.map((one) => (fits(one.id) && !one.readAt ? { ...one, readAt } : one)),
          })),
        },
    );
  };
  const done = { onSettled: () => void queries.invalidateQueries({ queryKey: inboxKeys.all }) };
  const one = useMutation({
    mutationFn: (message: string) => unwrap(api.PUT('/inbox/{message}/read', { params: { path: { message } } })),
    onMutate: (id) => mark((other) => other === id),
    ...done,
  });
  const all = useMutation({
    mutationFn: (upTo: string) => unwrap(api.PUT('/inbox/read', { body: { upTo } })),
    onMutate: (upTo) => mark((other) => other <= upTo),
    ...done,
  });
  return { one, all };
}

const choicesKey = ['me', 'mail-preferences'] as const;

export function useChoices() {
  return useQuery({ queryKey: choicesKey, queryFn: () => unwrap(api.GET('/me/mail-preferences')) });
}

export function useChoose() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Choices) => unwrap(api.PUT('/me/mail-preferences', { body })),
    onSuccess: (now) => queries.setQueryData(choicesKey, now),
  });
}
