import { api, unwrap } from '@/lib/api';
import type { As, MediaToken } from '@/lib/media/line';
import type { MediaReport } from '@/lib/media/room-media';
import type { Layout } from '@/lib/room/types';

const at = (room: string) => ({ params: { path: { room } } });

export function askToken(room: string, as: As): Promise<MediaToken> {
  return unwrap(api.POST('/rooms/{room}/media/tokens', { ...at(room), body: { as } }));
}

export function reportQuality(room: string, figures: MediaReport): Promise<unknown> {
  return unwrap(api.POST('/rooms/{room}/media/quality', { ...at(room), body: figures }));
}

/** What a host sets of the scene; an empty name takes somebody back. */
export function setScene(
  room: string,
  change: { layout?: Layout; speaker?: string; screen?: string },
): Promise<unknown> {
  return unwrap(api.PUT('/rooms/{room}/scene', { ...at(room), body: change }));
}
