import { api, unwrap } from '@/lib/api';
import type { DeviceReady } from '@/lib/media/devices';

/** 我准备好了, with what my camera and microphone do. */
export function sayReady(room: string, devices: { camera: DeviceReady; microphone: DeviceReady }): Promise<unknown> {
  return unwrap(api.PUT('/rooms/{room}/me/ready', { params: { path: { room } }, body: { ready: true, devices } }));
}

/** Anybody may go down by themselves. */
export function leaveStage(room: string, participant: string): Promise<unknown> {
  return unwrap(api.DELETE('/rooms/{room}/scene/people/{participant}', { params: { path: { room, participant } } }));
}
