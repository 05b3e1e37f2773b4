/** Times as an official writes them: a date and a clock time in the event's zone, and back to UTC. */

/** `2026-12-08T10:00`, without a zone. */
export type WallTime = string;

export type Zoned =
  | { kind: 'ok'; utc: string }
  /** The clock goes back: this time comes twice; `utc` is the first. */
  | { kind: 'twice'; utc: string; later: string }
  /** The clock goes forward: this time never comes; `utc` is as long after the jump. */
  | { kind: 'never'; utc: string };

const wall = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;
const minute = 60_000;

/** The moment at which clocks in a zone show a time; undefined when it is no time at all. */
export function fromWall(text: WallTime, zone: string): Zoned | undefined {
  const found = wall.exec(text);
  if (!found) return undefined;
  const [year, month, day, hour, min] = found.slice(1).map(Number) as [number, number, number, number, number];
  const asUtc = Date.UTC(year, month - 1, day, hour, min);
  if (toText(asUtc) !== text) return undefined; // 31 November
  // Zones change by at most a few hours, so the offsets a day before and after are all there can be.
  const offsets = [offsetAt(asUtc - 24 * 60 * minute, zone), offsetAt(asUtc + 24 * 60 * minute, zone)];
  const candidates = [...new Set(offsets.map((offset) => asUtc - offset * minute))].sort((a, b) => a - b);
  const hits = candidates.filter((at) => toWall(new Date(at).toISOString(), zone) === text);
  const [first, second] = hits;
  if (first === undefined) {
    const before = offsets[0] ?? 0;
    return { kind: 'never', utc: new Date(asUtc - before * minute).toISOString() };
  }
  if (second === undefined) return { kind: 'ok', utc: new Date(first).toISOString() };
  return { kind: 'twice', utc: new Date(first).toISOString(), later: new Date(second).toISOString() };
}

/** What clocks in a zone show at a moment. */
export function toWall(utc: string, zone: string): WallTime {
  const at = Date.parse(utc);
  return toText(at + offsetAt(at, zone) * minute);
}

/** Minutes by which a zone is ahead of UTC at a moment. */
export function offsetAt(at: number, zone: string): number {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute: min = 0, second = 0 } = parts;
  return Math.round((Date.UTC(year, month - 1, day, hour, min, second) - Math.floor(at / 1000) * 1000) / minute);
}

/** Whether the browser knows a zone. */
export function knownZone(zone: string): boolean {
  try {
    formatter(zone);
    return true;
  } catch {
    return false;
  }
}

/** The zones events here are held in most, then every other the browser knows. */
export function zones(): string[] {
  const common = [
    'Asia/Shanghai',
    'Asia/Hong_Kong',
    'Asia/Singapore',
    'Asia/Tokyo',
    'Europe/London',
    'America/New_York',
  ];
  const listed = (Intl as { supportedValuesOf?: (key: 'timeZone') => string[] }).supportedValuesOf?.('timeZone') ?? [];
  return [...new Set([...common, ...listed])];
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

function toText(at: number): WallTime {
  return new Date(at).toISOString().slice(0, 16);
}
