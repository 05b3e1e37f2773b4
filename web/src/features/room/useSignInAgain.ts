import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { meKey } from '@/lib/auth';

/** Leads to the sign-in and back here. What this page remembers of the old sign-in would send one straight back. */
export function useSignInAgain(room: string): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useCallback(() => {
    queries.setQueryData(meKey, null);
    void navigate({ to: '/sign-in', search: { next: `/rooms/${room}` } });
  }, [queries, navigate, room]);
}
