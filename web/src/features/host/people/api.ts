import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, type Schema, unwrap } from '@/lib/api';
import type { Layout } from '@/lib/room/types';
import { leaveStage } from '../../room/backstage/api';
import { setScene } from '../../room/media/api';
import { useCan, useRoomSession } from '../../room/session';

export type Encoder = Schema<'Encoder'>;
export type Quality = Schema<'Quality'>;

const at = (room: string) => ({ params: { path: { room } } });

const keys = {
  encoders: (room: string) => ['room', room, 'encoders'] as const,
  quality: (room: string) => ['room', room, 'quality'] as const,
};

/** What a host does with the people on stage. */
export type SceneAct =
  | { act: 'bring'; id: string; muted?: boolean }
  | { act: 'send-off'; id: string }
  | { act: 'live'; people: string[] }
  | { act: 'layout'; layout: Layout }
  | { act: 'forward'; id: string }
  | { act: 'screen'; id: string }
  | { act: 'hold'; file: string }
  | { act: 'uncover' };

function perform(room: string, act: SceneAct): Promise<unknown> {
  switch (act.act) {
    case 'bring': {
      const params = { path: { room, participant: act.id } };
      const body = act.muted === undefined ? {} : { muted: act.muted };
      return unwrap(api.PUT('/rooms/{room}/scene/people/{participant}', { params, body }));
    }
    case 'send-off':
      return leaveStage(room, act.id);
    case 'live':
      return unwrap(api.POST('/rooms/{room}/scene/go-live', { ...at(room), body: { people: act.people } }));
    case 'layout':
      return setScene(room, { layout: act.layout });
    case 'forward':
      return setScene(room, { speaker: act.id });
    case 'screen':
      return setScene(room, { screen: act.id });
    case 'hold':
      return unwrap(api.PUT('/rooms/{room}/scene/hold', { ...at(room), body: { file: act.file } }));
    case 'uncover':
      return unwrap(api.DELETE('/rooms/{room}/scene/hold', at(room)));
  }
}

export function useSceneAct() {
  const { id } = useRoomSession();
  return useMutation({ mutationFn: (act: SceneAct) => perform(id, act) });
}

export function useEncoders(): UseQueryResult<Encoder[], Error> {
  const { id } = useRoomSession();
  const may = useCan('list-encoders');
  return useQuery({
    enabled: may,
    queryKey: keys.encoders(id),
    queryFn: async () => (await unwrap(api.GET('/rooms/{room}/encoders', at(id)))).items,
    refetchInterval: 5000, // an encoder connects without a word in the log
  });
}

export function useEncoderWork() {
  const { id: room } = useRoomSession();
  const queries = useQueryClient();
  const fresh = () => queries.invalidateQueries({ queryKey: keys.encoders(room) });
  const add = useMutation({
    mutationFn: (label: string): Promise<Encoder> => {
      const header = { 'Idempotency-Key': idempotencyKey() };
      return unwrap(api.POST('/rooms/{room}/encoders', { params: { path: { room }, header }, body: { label } }));
    },
    onSuccess: fresh,
  });
  const revoke = useMutation({
    mutationFn: (encoder: string): Promise<unknown> =>
      unwrap(api.DELETE('/rooms/{room}/encoders/{encoder}', { params: { path: { room, encoder } } })),
    onSuccess: fresh,
  });
  return { add, revoke };
}

/** Loss, round trip and resolution of everybody, as they reported them last. */
export function useQuality(): UseQueryResult<Quality[], Error> {
  const { id } = useRoomSession();
  return useQuery({
    enabled: useCan('list-quality'),
    queryKey: keys.quality(id),
    queryFn: async () => (await unwrap(api.GET('/rooms/{room}/media/quality', at(id)))).items,
    refetchInterval: 10_000,
  });
}
