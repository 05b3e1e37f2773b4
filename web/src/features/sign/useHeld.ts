import { useQuery } from '@tanstack/react-query';
import { findKey } from '@/lib/signing/keys';

/** Whether this browser holds the key of that hash; undefined until it has looked. */
export function useHeld(hash: string | undefined): boolean | undefined {
  const { data } = useQuery({
    queryKey: ['held-key', hash],
    queryFn: async () => (await findKey(hash ?? '')) !== undefined,
    enabled: Boolean(hash),
    // Storage can be cleared while the page is open.
    refetchInterval: 10_000,
    staleTime: 0,
  });
  return hash ? data : undefined;
}
