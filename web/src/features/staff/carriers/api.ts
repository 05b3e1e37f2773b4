import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';
import { carrierQuery, carriersKey } from '../../carriers/api';
import { carrierOf } from '../../carriers/model';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';

export function useStaffCarriers(query: object) {
  return useCursorList([...carriersKey, 'staff', query], async (cursor) => {
    const page = await unwrap(api.GET('/carriers', { params: { query: { ...query, cursor } } }));
    return { ...page, items: (page.items ?? []).map(carrierOf) };
  });
}

export function useStaffCarrier(id: string) {
  return useQuery(carrierQuery(id));
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: carriersKey });
}

export function useCreateCarrier() {
  return useMutation({
    mutationFn: async ({ body, key }: { body: Schema<'CarrierDraft'>; key: string }) =>
      carrierOf(await unwrap(api.POST('/carriers', { params: { header: { 'Idempotency-Key': key } }, body }))),
    onSuccess: useRefresh(),
  });
}

export function useUpdateCarrier(id: string) {
  return useMutation({
    mutationFn: async ({ change, version }: { change: Schema<'CarrierChange'>; version: number }) => {
      const params = { path: { carrier: id }, header: { 'If-Match': etag(version) } };
      return carrierOf(await unwrap(api.PATCH('/carriers/{carrier}', { params, body: change })));
    },
    onSuccess: useRefresh(),
  });
}

export function useDeleteCarrier() {
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      unwrap(
        api.DELETE('/carriers/{carrier}', { params: { path: { carrier: id }, header: { 'If-Match': etag(version) } } }),
      ),
    onSuccess: useRefresh(),
  });
}
