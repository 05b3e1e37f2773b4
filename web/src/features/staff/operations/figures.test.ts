import { describe, expect, it } from 'vitest';
import type { Node } from './api';
import { busiest, formatBytes, formatMs, hasElsewhere, totalsOf, troublesOf, uptimeOf } from './figures';

const quiet = { count: 0, p50: 0, p99: 0 };

function server(id: string, change: Partial<Node> = {}): Node {
  return {
    id,
    here: false,
    version: 'test',
    startedAt: '2026-12-08T02:00:00Z',
    at: '2026-12-08T03:00:00Z',
    accepting: true,
    stopping: false,
    busHealthy: true,
    busLag: quiet,
    people: 0,
    connections: 0,
    roomCount: 0,
    rooms: [],
    queueBytes: 0,
    slowClients: 0,
    closed: {},
    refused: {},
    gaps: {},
    storeReads: {},
    commits: { ...quiet, lines: 0, meanLines: 0 },
    goroutines: 0,
    heapBytes: 0,
    rssBytes: 0,
    obeyed: [],
    ...change,
  };
}

const load = (id: string, connections: number) => ({ id, people: connections, connections, queueBytes: 1 });

describe('the installation', () => {
  const a = server('a', {
    people: 3,
    connections: 4,
    roomCount: 3,
    rooms: [load('r1', 3), load('r2', 1)],
    busLag: { count: 10, p50: 1, p99: 20 },
    commits: { count: 1, lines: 9, meanLines: 9, p50: 4, p99: 8 },
  });
  const b = server('b', {
    connections: 2,
    roomCount: 1,
    rooms: [load('r2', 5)],
    commits: { count: 3, lines: 3, meanLines: 1, p50: 4, p99: 9 },
  });

  it('counts a room on two servers once and takes the slowest server for slowness', () => {
    expect(totalsOf([a, b])).toMatchObject({ people: 3, connections: 6, rooms: 3, lag: 20, commit: 9, meanLines: 3 });
    expect(busiest([a, b]).map(({ id, connections, nodes }) => [id, connections, nodes])).toEqual([
      ['r2', 6, ['a', 'b']],
      ['r1', 3, ['a']],
    ]);
  });

  it('knows no time where nothing was measured', () => {
    expect(totalsOf([server('a')])).toMatchObject({ lag: undefined, commit: undefined, meanLines: undefined });
    expect(formatMs(undefined)).toBe('–');
  });
});

describe('what is not well', () => {
  it.each<[string, Node[], string[]]>([
    ['nothing', [server('a'), server('b')], []],
    ['Redis', [server('a', { busHealthy: false })], ['busAway']],
    ['a server out of service', [server('a'), server('b', { accepting: false })], ['resting']],
    ['a server that stops', [server('a'), server('b', { stopping: true, accepting: false })], ['stopping']],
    ['all out of service', [server('a', { accepting: false })], ['noneAccepting', 'resting']],
    ['the bus', [server('a', { busLag: { count: 1, p50: 900, p99: 1001 } })], ['lag']],
    ['no bus', [server('a', { busLag: { count: 0, p50: 0, p99: 1001 } })], []],
    ['the database', [server('a', { commits: { count: 1, lines: 1, meanLines: 1, p50: 400, p99: 600 } })], ['commit']],
    ['one slow client of a thousand', [server('a', { slowClients: 1, connections: 1000 })], []],
    ['one slow client of ten', [server('a', { slowClients: 1, connections: 10 })], ['slow']],
  ])('%s', (_, nodes, troubles) => {
    expect(troublesOf(nodes)).toEqual(troubles);
  });

  it('lets people go only where a server is in service', () => {
    const [a, b] = [server('a'), server('b', { accepting: false })];
    expect(hasElsewhere(a, [a, b])).toBe(false);
    expect(hasElsewhere(b, [a, b])).toBe(true);
  });
});

it('writes sizes and times out', () => {
  expect([0, 1023, 1024, 3_565_158, 2 ** 30, 5 * 2 ** 40].map(formatBytes)).toEqual([
    '0 B',
    '1,023 B',
    '1 KiB',
    '3.4 MiB',
    '1 GiB',
    '5,120 GiB',
  ]);
  expect([0.04, 3.21, 120.4, 999.4, 1449].map(formatMs)).toEqual(['0 ms', '3.2 ms', '120 ms', '999 ms', '1.4 s']);
});

it('tells since when a server is up in the largest unit that fits', () => {
  const start = Date.parse('2026-12-08T02:00:00Z');
  const after = (minutes: number) => uptimeOf('2026-12-08T02:00:00Z', start + minutes * 60_000);
  expect(after(-1)).toEqual({ count: 0, unit: 'minutes' });
  expect(after(119)).toEqual({ count: 119, unit: 'minutes' });
  expect(after(120)).toEqual({ count: 2, unit: 'hours' });
  expect(after(3 * 24 * 60 + 5)).toEqual({ count: 3, unit: 'days' });
});
