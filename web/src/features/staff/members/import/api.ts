import { type InfiniteData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schema, unwrap } from '@/lib/api';
import { etag } from '../../shared/etag';
import { useCursorList } from '../../shared/useCursorList';

export type MemberImport = Schema<'MemberImport'>;
export type ImportChoice = Schema<'MemberImportChoice'>;
export type ImportRow = Omit<Schema<'MemberImportRow'>, 'choice'> & { choice: RowChoice };
export type Verdict = ImportRow['verdict'];
export type RowChoice = '' | 'take' | 'skip';
export type Finding = Schema<'MemberFinding'>;

/** What a preview shows of its rows. */
export interface RowFilter {
  verdict?: Verdict;
  finding?: string;
}

export const prefixes = ['+86', '+852', '+853', '+886', '+65'] as const;

/** What a column can be, in the order in which they are offered. */
export const columnFields = [
  'name',
  'phone',
  'mail',
  'contact',
  'organisation',
  'title',
  'uscc',
  'group',
  'tag',
  'language',
  'region',
  'note',
] as const;
export type ColumnField = (typeof columnFields)[number];

/** Findings that leave a row out unless somebody says otherwise. */
export const decidable: readonly string[] = ['duplicate_phone', 'duplicate_mail', 'matches_two', 'asked_to_be_removed'];

/** Whether somebody has to say what becomes of a row. */
export const asksFor = ({ findings }: ImportRow): boolean => findings.some(({ code }) => decidable.includes(code));

const root = 'member-imports';

export function useImports(chamber: string) {
  return useCursorList([root, 'list', chamber], (cursor) =>
    unwrap(api.GET('/members/imports', { params: { query: { chamber, cursor, limit: 10 } } })),
  );
}

/** An import, looked at again while it is being read or written. */
export function useImport(id: string) {
  return useQuery({
    queryKey: [root, 'one', id],
    queryFn: () => unwrap(api.GET('/members/imports/{import}', { params: { path: { import: id } } })),
    refetchInterval: ({ state }) => (state.data && busy(state.data) ? 700 : false),
  });
}

export function busy({ state }: MemberImport): boolean {
  return state === 'reading' || state === 'writing';
}

const rowsKey = (id: string) => [root, 'rows', id] as const;

export function useImportRows(id: string, version: number, filter: RowFilter) {
  return useCursorList([...rowsKey(id), version, filter], (cursor) =>
    unwrap(
      api.GET('/members/imports/{import}/rows', {
        params: { path: { import: id }, query: { ...filter, cursor, limit: 50 } },
      }),
    ),
  );
}

export function useStartImport(chamber: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, key }: { file: string; key: string }) =>
      unwrap(api.POST('/members/imports', { params: { header: { 'Idempotency-Key': key } }, body: { chamber, file } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: [root, 'list'] }),
  });
}

function useTake(id: string) {
  const queries = useQueryClient();
  return (now: MemberImport) => queries.setQueryData([root, 'one', id], now);
}

/** Reads an import again after a refusal: somebody else may have gone on with it. */
function useLookAgain(id: string) {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [root, 'one', id] });
}

const choose = (id: string, version: number, body: ImportChoice) =>
  unwrap(
    api.PATCH('/members/imports/{import}', {
      params: { path: { import: id }, header: { 'If-Match': etag(version) } },
      body,
    }),
  );

export function useChooseImport(id: string) {
  return useMutation({
    mutationFn: ({ choice, version }: { choice: ImportChoice; version: number }) => choose(id, version, choice),
    onSuccess: useTake(id),
    onError: useLookAgain(id),
  });
}

/** Says on what ground these members are kept and where the list comes from, and has it written. */
export function useConfirmImport(id: string) {
  const take = useTake(id);
  return useMutation({
    mutationFn: async ({ choice, version }: { choice: ImportChoice; version: number }) => {
      const chosen = await choose(id, version, choice);
      take(chosen);
      return unwrap(
        api.POST('/members/imports/{import}/confirm', {
          params: { path: { import: id }, header: { 'If-Match': etag(chosen.version) } },
        }),
      );
    },
    onSuccess: take,
    onError: useLookAgain(id),
  });
}

/** Puts a row right. Every row that is judged otherwise by it changes where it stands. */
export function useChangeRow(id: string, n: number) {
  const queries = useQueryClient();
  const take = useTake(id);
  return useMutation({
    mutationFn: (body: Schema<'MemberRowChange'>) =>
      unwrap(api.PATCH('/members/imports/{import}/rows/{n}', { params: { path: { import: id, n } }, body })),
    onSuccess: ({ import: now, rows }) => {
      take(now);
      const changed = new Map(rows.map((row) => [row.n, row]));
      queries.setQueriesData<InfiniteData<Schema<'MemberImportRowPage'>>>(
        { queryKey: rowsKey(id) },
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items?.map((row) => changed.get(row.n) ?? row) ?? null,
            })),
          },
      );
    },
  });
}

/** Says for all rows that the filter leaves what they should do. */
export function useChooseRows(id: string) {
  const queries = useQueryClient();
  const take = useTake(id);
  return useMutation({
    mutationFn: (body: RowFilter & { choice: RowChoice }) =>
      unwrap(api.POST('/members/imports/{import}/choose', { params: { path: { import: id } }, body })),
    onSuccess: (now) => {
      take(now);
      return queries.invalidateQueries({ queryKey: rowsKey(id) });
    },
  });
}
