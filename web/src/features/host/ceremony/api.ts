import { api, idempotencyKey, unwrap } from '@/lib/api';
import type { Venue } from '@/lib/room/types';
import { upload } from '@/lib/upload';
import { addSlides } from '../api';

const at = (room: string) => ({ params: { path: { room } } });

/** Lets everybody in the room read these pages, and no others. */
export function releasePages(room: string, agreement: string, pages: [number, number][]): Promise<unknown> {
  const params = { path: { room, agreement } };
  return unwrap(api.PUT('/rooms/{room}/agreements/{agreement}/pages', { params, body: { pages } }));
}

export type VenueDraft = Omit<Venue, 'id' | 'ready'> & { id?: string };

export function setVenues(room: string, venues: VenueDraft[]): Promise<unknown> {
  return unwrap(api.PUT('/rooms/{room}/venues', { ...at(room), body: { venues } }));
}

export interface StartDraft {
  inSeconds?: number;
  at?: string;
  label?: Record<string, string>;
  parcel?: string;
}

export function setStart(room: string, body: StartDraft): Promise<unknown> {
  const header = { 'Idempotency-Key': idempotencyKey() };
  return unwrap(api.POST('/rooms/{room}/start', { params: { path: { room }, header }, body }));
}

export function cancelStart(room: string): Promise<unknown> {
  return unwrap(api.DELETE('/rooms/{room}/start', at(room)));
}

/** Adds a picture that was drawn here to the room's material. */
export async function addPicture(room: string, picture: Blob, name: string): Promise<string> {
  const { id } = await upload(new File([picture], name, { type: 'image/png' }), { purpose: 'picture' });
  await addSlides(room, id);
  return id;
}
