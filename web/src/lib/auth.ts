import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, api, type Schema, unwrap } from './api';
import { forgetDrafts } from './draft';
import { chooseLanguage } from './i18n';
import { chosenLanguage, type Language, languages } from './language';

export type Me = Schema<'Me'>;

export const meKey = ['me'] as const;

/** Who is signed in; null for nobody. */
export function useMe(): UseQueryResult<Me | null, Error> {
  return useQuery({ queryKey: meKey, queryFn: readMe, staleTime: 60_000 });
}

/** Whether this person may use an operation at all; the server decides each case. */
export function useMay(operation: string): boolean {
  return useMe().data?.can.includes(operation) ?? false;
}

export async function readMe(): Promise<Me | null> {
  if (!signedInHint()) return null;
  try {
    return await unwrap(api.GET('/me'));
  } catch (cause) {
    if (cause instanceof ApiError && cause.status === 401) return null;
    throw cause;
  }
}

/** A readable cookie says that there is a sign-in, so that visitors without one cost no request. */
export function signedInHint(): boolean {
  return /(^|;\s*)zy_in=/.test(document.cookie);
}

export function useSignIn() {
  const take = useTakeMe();
  return useMutation({
    mutationFn: async (body: Schema<'SignInRequest'>) => (await unwrap(api.POST('/sign-in', { body }))).me,
    onSuccess: take,
  });
}

/** After somebody signed in: everything read before was somebody else's view. */
export function useTakeMe(): (me: Me) => Promise<void> {
  const queries = useQueryClient();
  return async (me) => {
    queries.setQueryData(meKey, me);
    await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] });
    if (!chosenLanguage() && isLanguage(me.language)) await chooseLanguage(me.language);
  };
}

function isLanguage(tag: string): tag is Language {
  return (languages as readonly string[]).includes(tag);
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (everywhere: boolean) => unwrap(api.POST('/sign-out', { body: { everywhere } })),
    onSuccess: async () => {
      forgetDrafts(); // on a shared computer the next person must not find them
      queries.setQueryData(meKey, null);
      await queries.resetQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] });
    },
  });
}

/** Where to go after signing in: only to pages of this site, never to an address somebody put into a link. */
export function safeNext(next: string | undefined): string {
  if (!next?.startsWith('/') || /^\/[/\\]/.test(next)) return '/';
  const url = new URL(next, location.origin);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : '/';
}
