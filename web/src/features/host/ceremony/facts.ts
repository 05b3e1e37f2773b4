import type { Person, RoomState } from '@/lib/room/types';
import { inLanguage } from '@/lib/text';
import { confirmedAt, hasConfirmed, signerOf } from '../../room/ceremony/agreement';

/** What a commemorative picture says; all of it is in the room's log. */
export interface PictureFacts {
  title: string;
  /** What was begun or signed. */
  subject: string;
  /** RFC 3339 */
  at: string;
  /** Places or parties, each with who stood there. */
  places: { name: string; note: string }[];
  /** Who pressed. */
  names: string[];
  parcel?: string;
}

/** Of a ground-breaking once it has begun, of a signing once something was released; nothing before. */
export function factsOf(
  room: Pick<RoomState, 'start' | 'venues' | 'agreements'>,
  people: ReadonlyMap<string, Person>,
  title: string,
  language: string,
  now: number,
): PictureFacts | undefined {
  const { start, venues = [], agreements = [] } = room;
  if (start && Date.parse(start.at) <= now) {
    return {
      title,
      subject: inLanguage(start.label, language),
      at: start.at,
      places: venues.map(({ label, place, participant }) => ({
        name: label,
        note: [place, people.get(participant ?? '')?.name].filter(Boolean).join(' · '),
      })),
      names: start.presses.map(({ by }) => people.get(by)?.name).filter((name) => name !== undefined),
      ...(start.parcel && { parcel: start.parcel }),
    };
  }
  const signed = agreements.filter(({ state, releasedAt }) => state === 'released' && releasedAt);
  const last = signed.at(-1);
  if (!last?.releasedAt) return undefined;
  const parties = signed.flatMap((each) => each.parties).filter((party) => hasConfirmed(party) && confirmedAt(party));
  const seen = new Set<string>();
  return {
    title,
    subject: signed.map((each) => inLanguage(each.title, language)).join('　'),
    at: last.releasedAt,
    places: parties.flatMap((party) => {
      if (seen.has(party.name)) return [];
      seen.add(party.name);
      return [{ name: party.name, note: [party.role, party.place, signerOf(party)?.name].filter(Boolean).join(' · ') }];
    }),
    names: [],
  };
}
