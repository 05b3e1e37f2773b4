import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { As, Brought, Line, LineEvents, LineState, MediaToken, Reading } from './line';
import { RoomMedia } from './room-media';
import { countersOf } from './stats';

const open: LineState = { seats: new Map(), speaking: [], blocked: false, cut: false, mayPublish: false, onAir: false };

/** A line in memory, which a test can cut. */
class Thread implements Line {
  pictures = true;
  closed = false;
  brought: Brought | undefined;
  lost = 0;
  sent = 0;
  constructor(
    readonly as: As,
    readonly events: LineEvents,
    readonly lossPercent: number,
  ) {}
  state = () => open;
  startSound = async () => {};
  showPictures = (on: boolean) => {
    this.pictures = on;
  };
  bring = (brought: Brought | undefined) => {
    this.brought = brought;
  };
  close = () => {
    this.closed = true;
  };
  read = async (): Promise<Reading> => {
    this.sent += 100;
    this.lost += this.lossPercent;
    const all = countersOf(
      [
        {
          type: 'inbound-rtp',
          kind: 'video',
          packetsReceived: this.sent - this.lost,
          packetsLost: this.lost,
          framesDecoded: this.sent,
          frameHeight: 360,
        },
      ],
      'in',
      this.sent * 20,
    );
    return { all, cameras: all, expected: true, heldBack: false };
  };
}

function house({ answer, lossPercent = 0 }: { answer?: (as: As) => MediaToken; lossPercent?: number } = {}) {
  const lines: Thread[] = [];
  const asked: As[] = [];
  const reports: unknown[] = [];
  const media = new RoomMedia({
    token: async (as) => {
      asked.push(as);
      return answer?.(as) ?? { mode: 'webrtc', url: '/', token: as };
    },
    open: async ({ token }, events) => {
      const line = new Thread(token as As, events, lossPercent);
      lines.push(line);
      return line;
    },
    report: async (figures) => reports.push(figures),
    isRefusal: (cause) => cause === 'refused',
  });
  return { media, lines, asked, reports };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('the video of a room', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('connects when there is something to see, and hangs up when there is not', async () => {
    const { media, lines } = house();
    media.wish('viewer');
    await pass(0);
    expect(media.getSnapshot()).toMatchObject({ phase: 'open', as: 'viewer' });
    media.wish(undefined);
    await pass(0);
    expect([media.getSnapshot().phase, lines[0]?.closed]).toEqual(['idle', true]);
  });

  it('goes on stage and back, and lets the old line go only when the new one stands', async () => {
    const { media, lines } = house();
    media.wish('viewer');
    await pass(0);
    const brought = { screen: [] };
    media.bring(brought);
    media.wish('stage');
    expect(lines[0]?.closed).toBe(false);
    await pass(0);
    expect([lines[0]?.closed, lines[1]?.as, lines[1]?.brought]).toEqual([true, 'stage', brought]);
    media.wish('viewer');
    await pass(0);
    expect([lines[1]?.closed, lines[2]?.as]).toEqual([true, 'viewer']);
  });

  it('asks for a new token after a cut', async () => {
    const { media, lines, asked } = house();
    media.wish('viewer');
    await pass(0);
    lines[0]?.events.ended('cut');
    expect(media.getSnapshot()).toMatchObject({ phase: 'waiting', cut: true });
    await pass(1000);
    expect([media.getSnapshot().phase, asked]).toEqual(['open', ['viewer', 'viewer']]);
  });

  it('only watches once another page of mine has taken my place', async () => {
    const { media, lines } = house();
    media.wish('stage');
    await pass(0);
    lines[0]?.events.ended('elsewhere');
    await pass(1000);
    expect(media.getSnapshot()).toMatchObject({ phase: 'open', as: 'viewer', elsewhere: true });
  });

  it('keeps on watching, says why and tries again, when the stage is refused', async () => {
    let open = false;
    const { media } = house({
      answer: (as) => {
        if (as === 'stage' && !open) throw 'refused';
        return { mode: 'webrtc', url: '/', token: as };
      },
    });
    media.wish('viewer');
    await pass(0);
    media.wish('stage');
    await pass(0);
    expect(media.getSnapshot()).toMatchObject({ phase: 'open', as: 'viewer', refused: 'refused' });
    open = true;
    await pass(15_000);
    expect(media.getSnapshot()).toMatchObject({ as: 'stage', refused: undefined });
  });

  it('is a film for those beyond the number that can be connected', async () => {
    const { media, lines } = house({ answer: () => ({ mode: 'hls', url: '/', hls: { url: '/media/x/live.m3u8' } }) });
    media.wish('viewer');
    await pass(0);
    expect(media.getSnapshot()).toMatchObject({ phase: 'open', film: '/media/x/live.m3u8' });
    expect(lines).toHaveLength(0);
  });

  it('goes on with the sound alone when the network is slow, until pictures are asked for again', async () => {
    const { media, lines, reports } = house({ lossPercent: 30 });
    media.wish('viewer');
    await pass(12_100);
    expect([media.getSnapshot().picture, lines[0]?.pictures]).toEqual(['slow', false]);
    media.setPicture(true);
    expect([media.getSnapshot().picture, lines[0]?.pictures]).toEqual(['on', true]);
    await pass(10_000);
    expect(reports).toMatchObject([
      { lossPercent: 30, mode: 'webrtc' },
      { lossPercent: 30, height: 360 },
    ]);
  });

  it('stays by ear alone through a cut', async () => {
    const { media, lines } = house();
    media.wish('viewer');
    await pass(0);
    media.setPicture(false);
    lines[0]?.events.ended('cut');
    await pass(1000);
    expect([media.getSnapshot().picture, lines[1]?.pictures]).toEqual(['off', false]);
  });
});
