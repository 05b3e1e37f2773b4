import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, type Schema, unwrap } from '@/lib/api';
import { parcelKeys } from '../../../parcels/api';
import type { ParcelFigures } from '../../../parcels/model';
import { etag } from '../../shared/etag';
import { useCursorList } from '../../shared/useCursorList';

export type ParcelImport = Schema<'ParcelImport'>;
export type ImportChoice = Schema<'ImportChoice'>;
type SentRow = Schema<'ImportRow'>;
export type Verdict = SentRow['verdict'];

export interface Finding {
  code: string;
  level: 'note' | 'warning' | 'error';
  field?: string;
  text?: string;
  /** Where on the map. */
  at?: [number, number];
  /** Another row that this is about. */
  line?: number;
  declared?: number;
  computed?: number;
}

/** What the file says in a row, and what was made of it. */
export interface ImportRow extends Omit<SentRow, 'row'> {
  id: string;
  cells: readonly { heading: string; field?: string; text: string }[];
  findings: readonly Finding[];
  figures: ParcelFigures & { name?: string };
}

interface Body {
  cells?: ImportRow['cells'];
  findings?: Finding[];
  fields?: Partial<ParcelFigures> & { name?: string };
  derived?: ParcelFigures['derived'];
  computedAreaM2?: number;
}

export function rowOf(sent: SentRow): ImportRow {
  const body = sent.row as Body;
  const fields = body.fields ?? {};
  return {
    ...sent,
    id: String(sent.n),
    cells: body.cells ?? [],
    findings: body.findings ?? [],
    figures: {
      ...fields,
      uses: fields.uses ?? [],
      prices: fields.prices ?? {},
      dates: fields.dates ?? {},
      derived: body.derived ?? {},
      computedAreaM2: body.computedAreaM2,
    },
  };
}

const root = 'parcel-imports';

export function useImports() {
  return useCursorList([root, 'list'], (cursor) =>
    unwrap(api.GET('/parcels/imports', { params: { query: { cursor, limit: 10 } } })),
  );
}

/** An import, looked at again while it is being read or written. */
export function useImport(id: string) {
  return useQuery({
    queryKey: [root, 'one', id],
    queryFn: () => unwrap(api.GET('/parcels/imports/{import}', { params: { path: { import: id } } })),
    refetchInterval: ({ state }) => (state.data && busy(state.data) ? 700 : false),
  });
}

export function busy({ state }: ParcelImport): boolean {
  return state === 'reading' || state === 'writing';
}

export function useImportRows(id: string, version: number, verdict: Verdict | undefined) {
  return useCursorList([root, 'rows', id, version, verdict], async (cursor) => {
    const params = { path: { import: id }, query: { cursor, verdict, limit: 50 } };
    const page = await unwrap(api.GET('/parcels/imports/{import}/rows', { params }));
    return { ...page, items: (page.items ?? []).map(rowOf) };
  });
}

export function useStartImport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (file: string) =>
      unwrap(
        api.POST('/parcels/imports', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body: { file } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: [root, 'list'] }),
  });
}

function useTake(id: string) {
  const queries = useQueryClient();
  return (now: ParcelImport) => queries.setQueryData([root, 'one', id], now);
}

export function useChooseImport(id: string) {
  return useMutation({
    mutationFn: ({ choice, version }: { choice: ImportChoice; version: number }) =>
      unwrap(
        api.PATCH('/parcels/imports/{import}', {
          params: { path: { import: id }, header: { 'If-Match': etag(version) } },
          body: choice,
        }),
      ),
    onSuccess: useTake(id),
  });
}

export function useConfirmImport(id: string) {
  const queries = useQueryClient();
  const take = useTake(id);
  return useMutation({
    mutationFn: (version: number) =>
      unwrap(
        api.POST('/parcels/imports/{import}/confirm', {
          params: { path: { import: id }, header: { 'If-Match': etag(version) } },
        }),
      ),
    onSuccess: (now) => {
      take(now);
      return queries.invalidateQueries({ queryKey: parcelKeys.all });
    },
  });
}
