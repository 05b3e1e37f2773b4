import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';
import { deckOf, type SlideDeck } from '@/lib/room/slides';
import type { Agreement, Version } from './model';

/** The PDF of a version as the browser has opened it. */
export interface Paper {
  /** Tells it from every other. */
  key: string;
  pages: number;
  deck: SlideDeck;
}

/** Opens a version; the frozen document takes the place of the version it came from. */
export function usePaper(agreement: Agreement, version: Version | undefined) {
  const number = version?.number ?? 0;
  const frozen = agreement.frozen?.version === number ? agreement.frozen.digest : undefined;
  const key = `${agreement.id}/${number}/${frozen ?? version?.digest}`;
  return useQuery({
    queryKey: ['staff-paper', key],
    enabled: number > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: async ({ signal }): Promise<Paper> => {
      const answer = await request(`/agreements/${agreement.id}/versions/${number}/content`, { signal });
      const deck = await deckOf(new Uint8Array(await answer.arrayBuffer()));
      return { key, deck, pages: (await deck.document).numPages };
    },
  });
}
