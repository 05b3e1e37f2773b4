import { describe, expect, it } from 'vitest';
import type { Chapter } from './api';
import { chapterAt, chapterKind, endOf } from './chapters';
import { neighbour } from './player';

const chapters: Chapter[] = [
  { kind: 'stage', seq: 1, offset: 0, name: 'slides', page: 1 },
  { kind: 'state', seq: 2, offset: 0, name: 'live' },
  { kind: 'stage', seq: 5, offset: 60_000, name: 'slides', page: 2 },
  { kind: 'state', seq: 9, offset: 90_000, name: 'paused' },
  { kind: 'state', seq: 12, offset: 95_000, name: 'live' },
  { kind: 'sealed', seq: 14, offset: 99_000 },
  { kind: 'stage', seq: 15, offset: 120_000, name: 'notice' },
];

describe('chapters', () => {
  it('finds where one is, and what lasts until when', () => {
    expect(chapterAt(chapters, 89_999)?.seq).toBe(5);
    expect(chapterAt([], 5)).toBeUndefined();
    expect(endOf(chapters, chapters[3] as Chapter, 200_000)).toBe(95_000);
    expect(endOf(chapters, chapters[4] as Chapter, 200_000)).toBe(200_000);
  });

  it('goes to the slide before, and twice to the one before that', () => {
    expect(neighbour(chapters, 70_000, -1)?.seq).toBe(5);
    expect(neighbour(chapters, 60_500, -1)?.seq).toBe(1);
    expect(neighbour(chapters, 60_000, 1)?.seq).toBe(15);
    expect(neighbour(chapters, 120_000, 1)).toBeUndefined();
    expect(neighbour(chapters, 0, -1)?.seq).toBe(1);
  });

  it('draws breaks as blocks, pages as ticks, and passes over what it does not know', () => {
    const marks = chapters.map((chapter) => chapterKind(chapter)?.mark(chapter));
    expect(marks).toEqual(['tick', undefined, 'tick', 'block', undefined, undefined, undefined]);
  });

  it('names a page of an agreement, who confirmed and the seal', () => {
    const label = { 'zh-CN': '项目合作协议' };
    const words = (key: string, values: Record<string, unknown>) => [key, ...Object.values(values)].join(' ');
    const titles = [
      { kind: 'stage', name: 'document', page: 3, label },
      { kind: 'confirmed', text: '甲方', label },
      { kind: 'released', label },
      { kind: 'pressed', label: { 'zh-CN': '开工' } },
    ].map((each, seq) => chapterKind({ seq, offset: 0, ...each })?.title({ seq, offset: 0, ...each }, words as never));
    expect(titles).toEqual([
      'replay:chapter.page 3 项目合作协议',
      'replay:chapter.confirmed 甲方 项目合作协议',
      'replay:chapter.released 项目合作协议',
      'replay:chapter.pressed 开工',
    ]);
  });

  it('shows a parcel until another thing comes on stage', () => {
    const parcel = { kind: 'parcel', seq: 20, offset: 130_000, place: 2 };
    const later = [...chapters, parcel, { kind: 'stage', seq: 22, offset: 150_000, name: 'slides', page: 1 }];
    expect(chapterKind(parcel)?.mark(parcel)).toBe('block');
    expect(endOf(later, parcel, 200_000)).toBe(150_000);
    expect(neighbour(later, 125_000, 1)?.seq).toBe(20);
  });
});
