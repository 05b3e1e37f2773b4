import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/lib/api';
import { i18n } from '@/lib/i18n';
import { languages } from '@/lib/language';
import { closePage } from './close';
import { largest, Verifier } from './engine';

/** Fetched once; the page may be cut off from the network afterwards. */
const once = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  refetchOnReconnect: false,
  refetchOnWindowFocus: false,
};

async function prepare(): Promise<Verifier> {
  const [verifier] = await Promise.all([Verifier.open(), i18n.loadLanguages([...languages])]);
  return verifier;
}

export interface OwnRoots {
  name: string;
  pem: string;
}

/** The file in hand, by whose roots it is judged, and what came of it. */
export function useVerifier() {
  const { i18n } = useTranslation();
  const program = useQuery({ queryKey: ['verifier'], queryFn: prepare, ...once });
  const anchors = useQuery({
    queryKey: ['verifier', 'anchors'],
    queryFn: () => unwrap(api.GET('/verifications/anchors')),
    ...once,
  });
  const [chosen, setChosen] = useState<{ file: File; number: number }>();
  const [own, setOwn] = useState<OwnRoots>();
  const trust = own?.pem ?? anchors.data?.pem ?? '';
  const tooLarge = chosen !== undefined && chosen.file.size > largest;
  const verdict = useQuery({
    queryKey: ['verifier', 'verdict', chosen?.number, trust, i18n.language],
    queryFn: async () => {
      if (!program.data || !chosen) throw new Error('nothing to verify');
      return program.data.verify(chosen.file, trust, i18n.language);
    },
    enabled: program.isSuccess && chosen !== undefined && !tooLarge,
    retry: false,
    ...once,
    gcTime: 0,
  });
  return {
    program,
    anchors,
    own,
    setOwn,
    verdict,
    tooLarge,
    file: chosen?.file,
    /** Before it is known whom to trust, and while the program is on its way, nothing is taken in hand. */
    ready: program.isSuccess && !anchors.isPending,
    choose(file: File) {
      closePage();
      setChosen((before) => ({ file, number: (before?.number ?? 0) + 1 }));
    },
  };
}
