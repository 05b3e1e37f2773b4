import type { ConnectionState } from '@/lib/room/socket';
import type { Stage } from '@/lib/room/types';
import type { StageBody } from '../api';

interface DocumentData {
  agreement: string;
  page: number;
  pages: number;
}

/** The agreement on stage, or nothing when something else is. */
export function documentOf(stage: Stage | StageBody | null | undefined): DocumentData | undefined {
  return stage?.kind === 'document' ? (stage.data as unknown as DocumentData) : undefined;
}

export const agreementsOf = (state: ConnectionState) => state.room.agreements;
