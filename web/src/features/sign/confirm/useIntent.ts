import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type Prepared, prepare, type Subject } from '@/lib/signing/confirm';

/** Renewed this long before it runs out, so that a press never meets one that has. */
const marginMs = 60_000;

/**
 * The intent for a passkey, made ahead: the sentence on screen is then the very one that is signed, and pressing asks
 * for the passkey at once, as Safari wants it.
 */
export function useIntent(subject: Subject, enabled: boolean) {
  const queries = useQueryClient();
  const key = ['intent', subject.agreement, subject.signer, subject.digest] as const;
  const query = useQuery<Prepared>({
    queryKey: key,
    queryFn: () => prepare(subject, 'passkey'),
    enabled,
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
    refetchInterval: ({ state: { data } }) => data && Math.max(5000, data.expiresAt - Date.now() - marginMs),
  });
  const { agreement, signer, digest } = subject;
  /** After one was used, or refused: each is good once. */
  const renew = useCallback(
    () => queries.resetQueries({ queryKey: ['intent', agreement, signer, digest] }),
    [queries, agreement, signer, digest],
  );
  return { ...query, renew };
}
