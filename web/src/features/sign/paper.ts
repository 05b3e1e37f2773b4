import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { request } from '@/lib/api';
import { deckOf, type SlideDeck, SlideError } from '@/lib/room/slides';
import { digestOf } from '@/lib/signing/intent';

/** A document as this browser has it: the pages that are drawn and the hash of the very bytes they are drawn from. */
export interface Paper {
  digest: string;
  pages: number;
  deck: SlideDeck;
}

async function read(agreement: string, version: number, signal: AbortSignal): Promise<Paper> {
  const answer = await request(`/agreements/${agreement}/versions/${version}/content`, { signal });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const digest = await digestOf(bytes);
  const deck = await deckOf(bytes); // takes the bytes away: hashed before
  try {
    return { digest, pages: (await deck.document).numPages, deck };
  } catch (error) {
    deck.close();
    throw error;
  }
}

/**
 * The PDF of a version. `digest` is what the server says it is, so that the frozen document is fetched anew when it
 * takes the place of the version it came from; the page compares, and never takes the server's word.
 */
export function usePaper(agreement: string, version: number, digest: string) {
  const paper = useQuery({
    queryKey: ['paper', agreement, version, digest],
    queryFn: ({ signal }) => read(agreement, version, signal),
    enabled: version > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 5 * 60_000,
    retry: (failures, error) => failures < 2 && !(error instanceof SlideError && error.code === 'broken'),
  });
  const { refetch, isError } = paper;
  useEffect(() => {
    if (!isError) return;
    const again = () => void refetch();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [isError, refetch]);
  return paper;
}
