import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, request, type Schema, unwrap } from '@/lib/api';
import { saveFile } from '../shared/save';
import { useCursorList } from '../shared/useCursorList';

export type SessionReport = Schema<'SessionReport'>;
export type Report = Schema<'Report'>;
export type Moment = Schema<'ReportMoment'>;
export type ReportPerson = Schema<'ReportPerson'>;

const key = 'session-report';

/** The report of a session; while it is being built it is read again every second. */
export function useReport(room: string) {
  return useQuery({
    queryKey: [key, room],
    queryFn: () => unwrap(api.GET('/rooms/{room}/report', { params: { path: { room } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'building' ? 1000 : false),
  });
}

export function useBuild(room: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const header = { 'Idempotency-Key': idempotencyKey() };
      return unwrap(api.POST('/rooms/{room}/report', { params: { path: { room }, header } }));
    },
    onSuccess: (report) => queries.setQueryData([key, room], report),
  });
}

export interface Whom {
  figure: 'registered' | 'interested' | 'attended' | 'staff' | 'speakers' | 'asked' | 'voters' | 'hands';
  at?: string;
  org?: string;
  unnamed?: boolean;
  role?: 'host' | 'presenter' | 'moderator' | 'guest';
  region?: string;
  interest?: string;
}

export function usePeople(room: string, whom: Whom) {
  return useCursorList([key, room, 'people', whom], (cursor) =>
    unwrap(api.GET('/rooms/{room}/report/people', { params: { path: { room }, query: { ...whom, cursor } } })),
  );
}

/** Fetches a file of the report and has the browser save it. */
export async function saveReport(room: string, format: 'xlsx' | 'docx', language: string, name: string): Promise<void> {
  const answer = await request(`/rooms/${room}/report.${format}?lang=${language}`);
  saveFile(await answer.blob(), `${name}.${format}`);
}
