import { describe, expect, it } from 'vitest';
import type { ScheduledItem } from './api';
import { bodyOf, draftOf } from './draft';

describe('what an item shows', () => {
  it('goes through the form and back: a page of an agreement', () => {
    const stage = { kind: 'document', data: { agreement: 'a1', page: 3, pages: 12, title: {}, digest: 'd' } };
    const item = { title: '宣读协议', minutes: 10, stage } as unknown as ScheduledItem;
    const draft = draftOf(item);
    expect([draft.shows, draft.page]).toEqual(['document:a1', 3]);
    const kept = { kind: 'document', data: { agreement: 'a1', page: 4 } };
    expect(bodyOf({ ...draft, page: 4 }, [], item.stage).stage).toEqual(kept);
  });

  it('stays what it was where the form does not know it', () => {
    const stage = { kind: 'countdown', data: { endsAt: '2026-11-24T02:18:00Z' } };
    const item = { title: '开场', minutes: 5, stage } as unknown as ScheduledItem;
    expect(bodyOf(draftOf(item), [], item.stage).stage).toBe(stage);
  });
});
