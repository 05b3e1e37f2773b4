import { describe, expect, it } from 'vitest';
import type { Layout, Scene } from '@/lib/room/types';
import { arrange, boxesFor, leadOf } from './layout';

const people = (...ids: string[]) => ids.map((id) => ({ id }));
const scene = (layout: Layout, ids: string[], more: Partial<Scene> = {}): Scene => ({
  layout,
  people: people(...ids),
  ...more,
});
const show = (of: Scene, more = {}) => arrange({ scene: of, lead: 'a', content: true, looking: false, ...more });

describe('who is where on stage', () => {
  it('leaves the stage to what lies on it while nobody is there', () => {
    expect(show(scene('gallery', []))).toEqual({ content: true, seats: [], row: [], lead: undefined });
  });

  it('keeps slides whole and the people below them', () => {
    expect(show(scene('speaker-slides', ['a', 'b']))).toEqual({ content: true, seats: [], row: ['a', 'b'], lead: 'a' });
  });

  it('gives the stage to the speaker when nothing lies on it', () => {
    const { content, seats, row } = show(scene('speaker-slides', ['a', 'b']), { content: false });
    expect([content, seats.map((each) => each.id), row]).toEqual([false, ['a'], ['b']]);
  });

  it('shows one, two, three or all of them large, and the rest below', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const front = (layout: Layout) => show(scene(layout, ids)).seats.map((each) => each.id);
    expect(front('speaker')).toEqual(['a']);
    expect(front('side-by-side')).toEqual(['a', 'b']);
    expect(front('three-venues')).toEqual(['a', 'b', 'c']);
    expect(front('gallery')).toEqual(ids);
    expect(show(scene('three-venues', ids)).row).toEqual(['d']);
  });

  it('puts whom the host chose among the large ones', () => {
    const chosen = scene('side-by-side', ['a', 'b', 'c'], { speaker: 'c' });
    expect(show(chosen, { lead: 'c' }).seats.map((each) => each.id)).toEqual(['a', 'c']);
  });

  it('shows a shared screen, and a page looked at alone, whatever the layout', () => {
    expect(show(scene('gallery', ['a', 'b'], { screen: 'b' })).content).toBe(true);
    expect(show(scene('gallery', ['a', 'b']), { looking: true }).row).toEqual(['a', 'b']);
  });

  it('seats an encoder by the name it connects with', () => {
    const site: Scene = { layout: 'speaker', people: [{ encoder: 'k1', label: '江河汇现场' }] };
    expect(show(site, { lead: leadOf(site, [], undefined) }).seats[0]?.id).toBe('encoder~k1');
  });
});

describe('who is large', () => {
  const three = scene('speaker', ['a', 'b', 'c']);

  it('is whom the host put forward, whoever speaks', () => {
    expect(leadOf({ ...three, speaker: 'c' }, ['b'], 'a')).toBe('c');
  });

  it('is whoever speaks, and stays when nobody does', () => {
    expect(leadOf(three, ['x', 'b'], 'a')).toBe('b');
    expect(leadOf(three, [], 'b')).toBe('b');
  });

  it('is the first once who spoke has left', () => {
    expect(leadOf(three, [], 'gone')).toBe('a');
    expect(leadOf(scene('speaker', []), ['a'], 'a')).toBeUndefined();
  });
});

describe('the boxes of a stage', () => {
  it('are equal, 16:9 and inside of it, and none lies over another', () => {
    for (let count = 1; count <= 9; count++) {
      const boxes = boxesFor(count);
      expect(boxes).toHaveLength(count);
      for (const { left, top, width, height } of boxes) {
        expect(width).toBe(height); // of a 16:9 stage: so 16:9 too
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.max(left + width, top + height)).toBeLessThanOrEqual(100 + 1e-9);
      }
      for (const [at, a] of boxes.entries()) {
        for (const b of boxes.slice(at + 1)) {
          const apart = a.left + a.width <= b.left + 1e-9 || b.left + b.width <= a.left + 1e-9;
          expect(apart || a.top + a.height <= b.top + 1e-9).toBe(true);
        }
      }
    }
  });

  it('stand as 品 for three venues', () => {
    const [first, second, third] = boxesFor(3);
    expect(first).toMatchObject({ left: 25, top: 0, width: 50 });
    expect(second).toMatchObject({ left: 0, top: 50 });
    expect(third).toMatchObject({ left: 50, top: 50 });
  });
});
