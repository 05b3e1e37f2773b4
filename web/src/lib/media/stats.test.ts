import { describe, expect, it } from 'vitest';
import { countersOf, figuresOf } from './stats';

const coming = (received: number, lost: number, frames: number) => [
  { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.042 },
  { type: 'candidate-pair', nominated: false, currentRoundTripTime: 3 },
  { type: 'inbound-rtp', kind: 'audio', packetsReceived: 100, packetsLost: 0 },
  {
    type: 'inbound-rtp',
    kind: 'video',
    packetsReceived: received,
    packetsLost: lost,
    framesDecoded: frames,
    frameWidth: 640,
    frameHeight: 360,
  },
  {
    type: 'inbound-rtp',
    kind: 'video',
    packetsReceived: 0,
    packetsLost: 0,
    framesDecoded: 9,
    frameWidth: 320,
    frameHeight: 180,
  },
];

describe('figures of a line', () => {
  it('are those of the stretch between two readings, of the largest picture', () => {
    const before = countersOf(coming(1000, 10, 100), 'in', 10_000);
    const now = countersOf(coming(1190, 20, 150), 'in', 12_000);
    expect(figuresOf(before, now)).toEqual({ rttMs: 42, lossPercent: 5, width: 640, height: 360, fps: 25 });
  });

  it('say of a speaker what the server reports back', () => {
    const out = (sent: number, lost: number) => [
      { type: 'outbound-rtp', kind: 'video', packetsSent: sent, framesEncoded: 50, frameWidth: 1280, frameHeight: 720 },
      { type: 'remote-inbound-rtp', kind: 'video', packetsLost: lost, roundTripTime: 0.08 },
    ];
    const now = figuresOf(countersOf(out(100, 0), 'out', 0), countersOf(out(200, 3), 'out', 1000));
    expect(now).toMatchObject({ lossPercent: 3, rttMs: 80, width: 1280 });
  });

  it('are nought before anything has come, and never negative when counters begin anew', () => {
    expect(figuresOf(undefined, countersOf([], 'in', 0))).toEqual({
      rttMs: 0,
      lossPercent: 0,
      width: 0,
      height: 0,
      fps: 0,
    });
    const anew = figuresOf(countersOf(coming(1000, 100, 900), 'in', 0), countersOf(coming(10, 0, 5), 'in', 1000));
    expect([anew.lossPercent, anew.fps]).toEqual([0, 0]);
  });
});
