import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, api, idempotencyKey, type Schema, unwrap } from '@/lib/api';
import { roomKeys } from '../api';
import { useRoomPlace, useRoomView } from '../session';
import { enteredOf, phaseOf } from '../views';
import type { Camera } from './view';

export type RoomParcel = Schema<'RoomParcel'>;
export type Lead = Schema<'Lead'>;

const keys = {
  parcels: (room: string) => ['room', room, 'parcels'] as const,
  leads: ['me', 'leads'] as const,
};

/** The parcels that this room may show, in the order of the event, as their notices stand now. */
export function useRoomParcels() {
  const { id } = useRoomPlace();
  const entered = useRoomView(enteredOf);
  const open = useRoomView(phaseOf) === 'open';
  return useQuery({
    enabled: entered || open,
    queryKey: keys.parcels(id),
    queryFn: async () => (await unwrap(api.GET('/rooms/{room}/parcels', { params: { path: { room: id } } }))).items,
    staleTime: 15_000,
    refetchInterval: 30_000, // a notice may change while its parcel is on stage
  });
}

/** Keeps the settled view; says after how many milliseconds to try again, or nothing when that would be no use. */
export async function keepCamera(room: string, { point: _, ...camera }: Camera): Promise<number | undefined> {
  try {
    await unwrap(
      api.PUT('/rooms/{room}/camera', {
        params: { path: { room } },
        body: camera as Schema<'RoomCamera'>,
      }),
    );
  } catch (error) {
    if (!(error instanceof ApiError)) return 2000;
    if (error.status === 429 || error.passing) return (error.retryAfter ?? 1) * 1000;
  }
  return undefined;
}

/** What I said I want to talk about. */
export function useMyLeads(known: boolean) {
  return useQuery({
    enabled: known,
    queryKey: keys.leads,
    queryFn: async () => (await unwrap(api.GET('/me/leads', { params: { query: { limit: 200 } } }))).items,
    staleTime: 60_000,
  });
}

/** Says that I want to talk about a parcel: in a room, or on its page. `offsetMs` is where I am in a replay. */
export function useTalk(parcel: string, room: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ note, offsetMs, key }: { note: string; offsetMs?: number; key: string }) =>
      unwrap(
        api.POST('/leads', {
          params: { header: { 'Idempotency-Key': key } },
          body: { parcel, ...(room && { room }), ...(note && { note }), ...(offsetMs !== undefined && { offsetMs }) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.leads }),
  });
}

export function useWithdrawTalk() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (lead: string) => unwrap(api.DELETE('/leads/{lead}', { params: { path: { lead } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.leads }),
  });
}

/** Asks about a parcel, in a room that goes on or from its page; says whether it has to be reviewed first. */
export function useAskAbout(parcel: string, room: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ text, anonymous, key }: { text: string; anonymous: boolean; key: string }) => {
      const header = { 'Idempotency-Key': key };
      if (room) {
        const params = { path: { room }, header };
        const body = { text, anonymous, parcel };
        return (await unwrap(api.POST('/rooms/{room}/questions', { params, body }))).status === 'waiting';
      }
      await unwrap(
        api.POST('/parcels/{parcel}/questions', { params: { path: { parcel }, header }, body: { text, anonymous } }),
      );
      return true;
    },
    onSuccess: () => room && queries.invalidateQueries({ queryKey: roomKeys.me(room) }),
  });
}

export { idempotencyKey };
