import type { TFunction } from 'i18next';
import type { IconName } from '@/components/Icon';
import { inLanguage } from '@/lib/text';
import { placeLabel } from '../room/showcase/data';
import { stageKind } from '../room/stage/kinds';
import type { Chapter } from './api';

/** How a kind of chapter shows on the scrubber: a page turned, something that happened, something that lasted. */
export type Mark = 'tick' | 'diamond' | 'block';

type Words = TFunction<['replay', 'room']>;

interface Kind {
  icon: IconName;
  mark: (chapter: Chapter) => Mark | undefined;
  title: (chapter: Chapter, t: Words) => string;
}

const said = (chapter: Chapter) => chapter.text ?? '';

/** The table of chapters; another kind is one more row, beside its row in internal/room/replay_chapters.go. */
const kinds: Record<string, Kind> = {
  stage: {
    icon: 'slides',
    mark: ({ name }) => (name === 'slides' ? 'tick' : undefined),
    title: ({ name, page, text, label }, t) =>
      page
        ? t('replay:chapter.page', { page, name: text || inLanguage(label) })
        : t(`room:stage.${stageKind(name ?? '')?.word ?? 'blank'}`),
  },
  parcel: {
    icon: 'map',
    mark: () => 'block',
    title: ({ place, label, text }, t) =>
      [place && t('room:stage.parcelAt', { place: placeLabel(place) }), inLanguage(label) || text]
        .filter(Boolean)
        .join(' '),
  },
  state: {
    icon: 'clock',
    mark: ({ name }) => (name === 'paused' ? 'block' : undefined),
    title: ({ name, offset }, t) => t(`replay:chapter.state.${stateWord(name, offset)}`),
  },
  item: { icon: 'menu', mark: () => 'tick', title: said },
  question: { icon: 'help', mark: () => 'diamond', title: said },
  answer: {
    icon: 'check',
    mark: () => undefined,
    title: (chapter, t) => t('replay:chapter.answer', { text: said(chapter) }),
  },
  poll: {
    icon: 'signal',
    mark: () => 'diamond',
    title: (chapter, t) => t('replay:chapter.poll', { text: said(chapter) }),
  },
  result: {
    icon: 'signal',
    mark: () => undefined,
    title: (chapter, t) => t('replay:chapter.result', { text: said(chapter) }),
  },
  confirmed: {
    icon: 'check',
    mark: () => 'tick',
    title: (chapter, t) => t('replay:chapter.confirmed', { who: said(chapter), what: inLanguage(chapter.label) }),
  },
  released: {
    icon: 'lock',
    mark: () => 'diamond',
    title: ({ label }, t) => t('replay:chapter.released', { what: inLanguage(label) }),
  },
  start: {
    icon: 'clock',
    mark: () => 'tick',
    title: ({ label }, t) => t('replay:chapter.start', { what: inLanguage(label) }),
  },
  pressed: {
    icon: 'hand',
    mark: () => 'diamond',
    title: ({ label }, t) => t('replay:chapter.pressed', { what: inLanguage(label) }),
  },
  announcement: {
    icon: 'sound',
    mark: () => undefined,
    title: (chapter, t) => t('replay:chapter.announcement', { text: said(chapter) }),
  },
};

function stateWord(name: string | undefined, offset: number): 'live' | 'resumed' | 'paused' | 'ended' {
  if (name === 'paused' || name === 'ended') return name;
  return offset > 0 ? 'resumed' : 'live';
}

/** A server of a later version may know chapters that this page does not. */
export function chapterKind(chapter: Chapter): Kind | undefined {
  return Object.hasOwn(kinds, chapter.kind) ? kinds[chapter.kind] : undefined;
}

/** The last chapter that has begun. */
export function chapterAt(chapters: readonly Chapter[], offset: number): Chapter | undefined {
  return chapters.filter((chapter) => chapter.offset <= offset).at(-1);
}

/** Where something that lasts ends: with the next of its kind; a parcel with whatever comes on stage. */
export function endOf(chapters: readonly Chapter[], chapter: Chapter, length: number): number {
  const ends = chapter.kind === 'parcel' ? ['parcel', 'stage'] : [chapter.kind];
  const next = chapters.find((each) => ends.includes(each.kind) && each.seq > chapter.seq);
  return next?.offset ?? length;
}
