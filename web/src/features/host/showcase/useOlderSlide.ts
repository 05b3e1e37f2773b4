import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '@/lib/api';
import { openDeck } from '@/lib/room/slides';
import { inLanguage } from '@/lib/text';
import { useRoomParcels } from '../../room/showcase/api';
import { fileUrl, type SlidesData } from '../../room/stage/data';
import { olderFigures, speaksOf } from './older';

/** Which parcel the page on stage speaks of in figures that its notice no longer has, and in which. */
export function useOlderSlide(slides: SlidesData | undefined) {
  const parcels = useRoomParcels().data;
  const changed = parcels?.filter(({ version }) => version > 1) ?? [];
  return useQuery({
    enabled: slides !== undefined && changed.length > 0,
    queryKey: ['older', slides?.file, slides?.page, changed.map(({ id, version }) => `${id} ${version}`)],
    queryFn: async () => {
      if (!slides) return null;
      const deck = await openDeck(fileUrl(slides.file));
      const text = await deck.text(slides.page);
      for (const { id, number = '', name = {} } of changed) {
        if (!speaksOf(text, [number, ...Object.values(name)])) continue;
        const path = { parcel: id };
        const { items } = await unwrap(api.GET('/parcels/{parcel}/versions', { params: { path } }));
        const figures = olderFigures(
          text,
          (items ?? []).flatMap(({ fields }) => fields),
        );
        if (figures.length > 0) return { name: inLanguage(name), figures };
      }
      return null;
    },
    staleTime: 60_000,
  }).data;
}
