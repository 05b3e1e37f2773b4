/** What a viewer or a speaker reports of their line, as POST …/media/quality takes it. */
export interface Figures {
  rttMs: number;
  lossPercent: number;
  width: number;
  height: number;
  fps: number;
}

/** Counters up to now, from which two in a row make figures. */
export interface Counters {
  sent: number;
  lost: number;
  frames: number;
  atMs: number;
  rttMs: number;
  width: number;
  height: number;
}

type Stat = Record<string, unknown> & { type: string };

const figure = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

/**
 * Reads the browser's reports: of what comes in for who watches, of what goes out for who speaks. The largest picture
 * counts; simulcast sends the same one in several sizes.
 */
export function countersOf(stats: Iterable<Stat>, direction: 'in' | 'out', atMs: number): Counters {
  const sum: Counters = { sent: 0, lost: 0, frames: 0, atMs, rttMs: 0, width: 0, height: 0 };
  const picture = direction === 'in' ? 'inbound-rtp' : 'outbound-rtp';
  for (const stat of stats) {
    if (stat.type === 'candidate-pair' && stat.nominated === true) {
      sum.rttMs = Math.max(sum.rttMs, figure(stat.currentRoundTripTime) * 1000);
    }
    if (direction === 'in' && stat.type === 'inbound-rtp') {
      sum.lost += figure(stat.packetsLost);
      sum.sent += figure(stat.packetsReceived) + figure(stat.packetsLost);
    }
    if (direction === 'out' && stat.type === 'outbound-rtp') sum.sent += figure(stat.packetsSent);
    if (direction === 'out' && stat.type === 'remote-inbound-rtp') {
      sum.lost += figure(stat.packetsLost);
      sum.rttMs = Math.max(sum.rttMs, figure(stat.roundTripTime) * 1000);
    }
    if (stat.type === picture && stat.kind === 'video' && figure(stat.frameHeight) > 0) {
      const frames = figure(direction === 'in' ? stat.framesDecoded : stat.framesEncoded);
      if (figure(stat.frameHeight) < sum.height) continue;
      sum.width = figure(stat.frameWidth);
      sum.height = figure(stat.frameHeight);
      sum.frames = frames;
    }
  }
  return sum;
}

/** What happened between two readings. */
export function figuresOf(before: Counters | undefined, now: Counters): Figures {
  const sent = Math.max(0, now.sent - (before?.sent ?? 0));
  const lost = Math.min(sent, Math.max(0, now.lost - (before?.lost ?? 0)));
  const seconds = before ? (now.atMs - before.atMs) / 1000 : 0;
  const frames = Math.max(0, now.frames - (before?.frames ?? 0));
  return {
    rttMs: Math.round(now.rttMs),
    lossPercent: sent > 0 ? Math.round((lost / sent) * 1000) / 10 : 0,
    width: now.width,
    height: now.height,
    fps: seconds > 0 ? Math.round(frames / seconds) : 0,
  };
}
