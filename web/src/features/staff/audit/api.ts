import { api, type Schema, unwrap } from '@/lib/api';
import { useCursorList } from '../shared/useCursorList';

export type AuditLine = Schema<'AuditLine'>;

export interface AuditFilter {
  actor?: string;
  action?: string;
  object?: string;
  result?: 'ok' | 'refused';
  from?: string;
  to?: string;
}

export function useAudit(filter: AuditFilter) {
  return useCursorList(['staff-audit', filter], (cursor) =>
    unwrap(api.GET('/audit', { params: { query: { ...filter, cursor } } })),
  );
}
