import { beforeEach, describe, expect, it, vi } from 'vitest';
import { notYetInLog, Outbox, type OutboxItem, type OutboxState, type Posted, PostRefused } from './outbox';

let kept: Map<string, string>;
let keys: number;
const storage = {
  getItem: (slot: string) => kept.get(slot) ?? null,
  setItem: (slot: string, value: string) => void kept.set(slot, value),
  removeItem: (slot: string) => void kept.delete(slot),
};

beforeEach(() => {
  kept = new Map();
  keys = 0;
});

function outbox(post: (item: OutboxItem) => Promise<Posted>, person = 'p1'): Outbox {
  return new Outbox({ room: 'r1', person, post, storage, retryMs: 15, newKey: () => `key-${++keys}` });
}

const refused = (kind: PostRefused['kind'], code: string, ms = 0) => new PostRefused(kind, { code }, ms);
/** Resolves at the first state in which the fact holds, however short it lasts. */
function until(box: Outbox, fact: (state: OutboxState) => boolean): Promise<void> {
  return new Promise((found) => {
    const leave = box.subscribe(() => {
      if (!fact(box.getSnapshot())) return;
      leave();
      found();
    });
  });
}

const states = (box: Outbox) => box.getSnapshot().items.map((item) => item.state);

describe('Outbox', () => {
  it('sends one after another, in the order of writing', async () => {
    const sent: string[] = [];
    let running = 0;
    const box = outbox(async ({ text }) => {
      expect(++running).toBe(1);
      await Promise.resolve();
      sent.push(text);
      running--;
      return { status: 'posted', seq: sent.length };
    });
    for (const text of ['一', '二', '三']) box.add(text);
    await vi.waitFor(() => expect(states(box)).toEqual(['sent', 'sent', 'sent']));
    expect(sent).toEqual(['一', '二', '三']);
    box.arrived(2);
    expect(box.getSnapshot().items.map((item) => item.text)).toEqual(['三']);
  });

  it('keeps lines while the server is out of reach and sends them with the same key', async () => {
    const seen: string[] = [];
    const box = outbox(async ({ key }) => {
      seen.push(key);
      if (seen.length < 3) throw refused('unreachable', 'network');
      return { status: 'posted', seq: 9 };
    });
    const held = until(box, (state) => state.held === 'offline' && state.items[0]?.state === 'queued');
    box.add('请问');
    await held;
    await vi.waitFor(() => expect(states(box)).toEqual(['sent']));
    expect(new Set(seen).size).toBe(1);
  });

  it('outlives a reload, for the same person only', async () => {
    const never = () => new Promise<Posted>(() => {});
    outbox(never).add('能否安排实地踏勘？', 7);
    expect(outbox(never, 'p2').getSnapshot().items).toEqual([]);
    const posted: OutboxItem[] = [];
    const again = outbox(async (item) => {
      posted.push(item);
      return { status: 'posted', seq: 3 };
    });
    expect(states(again)).toEqual(['queued']);
    again.flush();
    await vi.waitFor(() => expect(states(again)).toEqual(['sent']));
    expect(posted[0]).toMatchObject({ key: 'key-1', text: '能否安排实地踏勘？', replyTo: 7 });
    expect(kept.size).toBe(0);
  });

  it('stands still when the sign-in has ended and goes on after a new one', async () => {
    let signedIn = false;
    const box = outbox(async () => {
      if (!signedIn) throw refused('sign-in', 'sign_in_required');
      return { status: 'posted', seq: 1 };
    });
    box.add('甲');
    await vi.waitFor(() => expect(box.getSnapshot().held).toBe('sign-in'));
    signedIn = true;
    box.flush();
    await vi.waitFor(() => expect(states(box)).toEqual(['sent']));
  });

  it('waits out slow mode and then sends by itself', async () => {
    let tries = 0;
    const box = outbox(async () => {
      if (++tries === 1) throw refused('later', 'chat_slow', 300);
      return { status: 'posted', seq: 1 };
    });
    box.add('甲');
    await vi.waitFor(() => expect(box.getSnapshot().resumeAt).toBeGreaterThan(Date.now()));
    box.flush(); // an impatient flush changes nothing
    expect(tries).toBe(1);
    await vi.waitFor(() => expect(states(box)).toEqual(['sent']));
  });

  it('keeps a refused line with its reason, lets the next ones pass, and tries it again when asked', async () => {
    let strict = true;
    const box = outbox(async ({ text }) => {
      if (strict && text === '甲') throw refused('refused', 'chat_refused_word');
      return { status: 'posted', seq: 2 };
    });
    box.add('甲');
    box.add('乙');
    await vi.waitFor(() => expect(states(box)).toEqual(['failed', 'sent']));
    expect(box.getSnapshot().items[0]?.error?.code).toBe('chat_refused_word');
    strict = false;
    box.retry('key-1');
    await vi.waitFor(() => expect(states(box)).toEqual(['sent', 'sent']));
  });

  it('shows a line in review until it is published, and keeps a rejected one', async () => {
    let staffSeq = 40;
    const box = outbox(async () => ({ status: 'waiting', waiting: ++staffSeq }));
    box.add('甲');
    box.add('乙');
    await vi.waitFor(() => expect(states(box)).toEqual(['review', 'review']));
    box.reviewed(41, 'publish');
    box.reviewed(42, 'reject', '与本场无关');
    expect(box.getSnapshot().items).toHaveLength(1);
    expect(box.getSnapshot().items[0]).toMatchObject({
      text: '乙',
      state: 'failed',
      error: { code: 'chat_rejected', params: { reason: '与本场无关' } },
    });
  });

  it('knows a line in the log before its answer has come, and two of the same words apart', async () => {
    const box = new Outbox({ room: 'r1', person: 'p1', post: () => new Promise(() => {}), storage, head: () => 7 });
    box.add('好');
    box.add('好');
    await vi.waitFor(() => expect(states(box)).toEqual(['sending', 'queued']));
    const { items } = box.getSnapshot();
    const line = (seq: number, by: string) => ({ seq, at: '', by, text: '好', status: 'posted' as const });
    expect(notYetInLog(items, [line(6, 'me'), line(8, 'other')], 'me')).toHaveLength(2);
    expect(notYetInLog(items, [line(8, 'me')], 'me').map((item) => item.state)).toEqual(['queued']);
  });

  it('works without storage and with a broken one', async () => {
    kept.set('zy.outbox.r1.p1', '{not json');
    const box = outbox(async () => ({ status: 'posted', seq: 1 }));
    box.add('甲');
    await vi.waitFor(() => expect(states(box)).toEqual(['sent']));
  });
});
