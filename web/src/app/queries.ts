import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/api';

/** Repeats what failed for a passing reason twice; a refusal is final. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.passing),
      // Asks even when the browser believes to be offline: it is wrong about that inside some apps.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
