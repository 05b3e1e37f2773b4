import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';

export type Node = Schema<'Node'>;

const key = ['staff-nodes'];
const everyMs = 5_000;

/** What the servers say about themselves, by name; asked again and again while the page is looked at. */
export function useNodes() {
  return useQuery({
    queryKey: key,
    queryFn: async () => (await unwrap(api.GET('/operations/nodes'))).items ?? [],
    select: (nodes) => [...nodes].sort((a, b) => a.id.localeCompare(b.id)),
    refetchInterval: everyMs,
    staleTime: 0,
  });
}

/** Takes a server out of service, puts it back, or sends half of its people elsewhere. */
export function useNodeOrder(node: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (order: 'rest' | 'putBack' | 'moveHalf') => {
      const params = { path: { node } };
      return order === 'moveHalf'
        ? unwrap(api.POST('/operations/nodes/{node}/move', { params, body: { share: 0.5 } }))
        : unwrap(api.PUT('/operations/nodes/{node}/accepting', { params, body: { accepting: order === 'putBack' } }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}
