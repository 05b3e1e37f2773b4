import type { Layout, ScenePerson } from '@/lib/room/types';

/** In the order in which a host chooses from them. */
export const layouts: readonly Layout[] = ['speaker-slides', 'speaker', 'side-by-side', 'three-venues', 'gallery'];

/** At most so many are on stage at once. */
export const mostOnStage = 9;

/** The participant or the encoder in a seat: by this the room knows them. */
export function idOf({ id, encoder }: ScenePerson): string {
  return encoder ?? id ?? '';
}

/** What connects with the media server under this name is seen in this seat. */
export function seatOf(person: ScenePerson): string {
  return person.encoder ? `encoder~${person.encoder}` : idOf(person);
}
