import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, type Schema, unwrap } from '@/lib/api';
import { parcelKeys, parcelQuery } from '../../parcels/api';
import { parcelOf } from '../../parcels/model';
import { etag } from '../shared/etag';
import { useCursorList } from '../shared/useCursorList';

export function useStaffParcels(query: object) {
  return useCursorList([...parcelKeys.all, 'staff', query], async (cursor) => {
    const page = await unwrap(api.GET('/parcels', { params: { query: { ...query, cursor } } }));
    return { ...page, items: page.items.map(parcelOf) };
  });
}

export function useStaffParcel(id: string) {
  return useQuery(parcelQuery(id));
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: parcelKeys.all });
}

export function useCreateParcel() {
  return useMutation({
    mutationFn: async ({ body, key }: { body: Schema<'ParcelDraft'>; key: string }) =>
      parcelOf(await unwrap(api.POST('/parcels', { params: { header: { 'Idempotency-Key': key } }, body }))),
    onSuccess: useRefresh(),
  });
}

interface Change {
  id: string;
  change: Schema<'ParcelChange'>;
  version: number;
}

async function patchParcel({ id, change, version }: Change) {
  const params = { path: { parcel: id }, header: { 'If-Match': etag(version) } };
  return parcelOf(await unwrap(api.PATCH('/parcels/{parcel}', { params, body: change })));
}

export function useUpdateParcel() {
  return useMutation({ mutationFn: patchParcel, onSuccess: useRefresh() });
}

/** The same change to many, one after another; tells which were refused and why. */
export function useUpdateParcels() {
  return useMutation({
    mutationFn: async (changes: readonly Change[]) => {
      const refused: { id: string; error: unknown }[] = [];
      for (const change of changes) {
        try {
          await patchParcel(change);
        } catch (error) {
          refused.push({ id: change.id, error });
        }
      }
      return refused;
    },
    onSettled: useRefresh(),
  });
}

export function useDeleteParcel() {
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      unwrap(
        api.DELETE('/parcels/{parcel}', { params: { path: { parcel: id }, header: { 'If-Match': etag(version) } } }),
      ),
    onSuccess: useRefresh(),
  });
}

export function useAddDocument(parcel: string) {
  return useMutation({
    mutationFn: (body: { file: string; kind: Schema<'ParcelDocument'>['kind']; edition?: string; source?: string }) =>
      unwrap(
        api.POST('/parcels/{parcel}/documents', {
          params: { path: { parcel }, header: { 'Idempotency-Key': idempotencyKey() } },
          body,
        }),
      ),
    onSuccess: useRefresh(),
  });
}

export function useRemoveDocument(parcel: string) {
  return useMutation({
    mutationFn: (document: string) =>
      unwrap(api.DELETE('/parcels/{parcel}/documents/{document}', { params: { path: { parcel, document } } })),
    onSuccess: useRefresh(),
  });
}
