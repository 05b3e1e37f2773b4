import { describe, expect, test } from 'vitest';
import { fromWall, knownZone, offsetAt, toWall, zones } from './zoned';

describe('fromWall', () => {
  test('takes the zone of the event, not of the browser', () => {
    expect(fromWall('2026-12-08T10:00', 'Asia/Shanghai')).toEqual({ kind: 'ok', utc: '2026-12-08T02:00:00.000Z' });
    expect(fromWall('2026-12-08T10:00', 'America/New_York')).toEqual({ kind: 'ok', utc: '2026-12-08T15:00:00.000Z' });
    expect(fromWall('2026-07-08T10:00', 'America/New_York')).toEqual({ kind: 'ok', utc: '2026-07-08T14:00:00.000Z' });
    expect(fromWall('2026-12-08T10:00', 'Asia/Kathmandu')).toEqual({ kind: 'ok', utc: '2026-12-08T04:15:00.000Z' });
  });
  test('knows the hour that never comes', () => {
    expect(fromWall('2026-03-08T02:30', 'America/New_York')).toEqual({
      kind: 'never',
      utc: '2026-03-08T07:30:00.000Z',
    });
    expect(fromWall('2026-03-29T01:30', 'Europe/London')?.kind).toBe('never');
  });
  test('knows the hour that comes twice', () => {
    expect(fromWall('2026-11-01T01:30', 'America/New_York')).toEqual({
      kind: 'twice',
      utc: '2026-11-01T05:30:00.000Z',
      later: '2026-11-01T06:30:00.000Z',
    });
    expect(fromWall('2026-11-01T02:00', 'America/New_York')?.kind).toBe('ok');
  });
  test('refuses what is no time', () => {
    for (const text of ['', '2026-11-31T10:00', '2026-12-08', '2026-12-08T25:00', 'soon']) {
      expect(fromWall(text, 'Asia/Shanghai')).toBeUndefined();
    }
  });
});

test('toWall undoes fromWall for every hour of a year with two changes of the clock', () => {
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 3_600_000) {
    const utc = new Date(at).toISOString();
    const back = fromWall(toWall(utc, 'Europe/London'), 'Europe/London');
    expect(back?.kind === 'twice' ? [back.utc, back.later] : [back?.utc]).toContain(utc);
  }
});

test('offsets are minutes ahead of UTC', () => {
  expect(offsetAt(Date.UTC(2026, 0, 1), 'Asia/Shanghai')).toBe(480);
  expect(offsetAt(Date.UTC(2026, 6, 1), 'America/New_York')).toBe(-240);
});

test('zones are known and begin with the most used', () => {
  expect(zones()[0]).toBe('Asia/Shanghai');
  expect(knownZone('Asia/Hong_Kong')).toBe(true);
  expect(knownZone('Mars/Olympus')).toBe(false);
});
