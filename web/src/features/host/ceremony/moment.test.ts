import { describe, expect, it } from 'vitest';
import { inReach, momentText, nextTime } from './moment';

const now = Date.parse('2026-11-24T02:17:12.345Z'); // 10:17:12 in Hangzhou

describe('a start at a moment', () => {
  it('is when clocks of the session next show it', () => {
    expect(nextTime('10:18', 'Asia/Shanghai', now)).toBe(Date.parse('2026-11-24T02:18:00Z'));
    expect(nextTime('10:18:08', 'Asia/Shanghai', now)).toBe(Date.parse('2026-11-24T02:18:08Z'));
    expect(nextTime('02:18', 'Europe/London', now)).toBe(Date.parse('2026-11-24T02:18:00Z'));
    expect(nextTime('10:17', 'Asia/Shanghai', now)).toBe(Date.parse('2026-11-25T02:17:00Z'));
    expect(nextTime('', 'Asia/Shanghai', now)).toBeUndefined();
  });
  it('goes over midnight', () => {
    const late = Date.parse('2026-11-24T15:59:50Z');
    expect(nextTime('00:00:10', 'Asia/Shanghai', late)).toBe(late + 20_000);
  });
  it('is written with its year, on the clocks of the session', () => {
    expect(momentText('2026-11-24T02:18:08Z', 'Asia/Shanghai', 'zh-CN')).toBe('2026年11月24日 10:18:08');
    expect(momentText('2026-11-24T02:18:08Z', 'Asia/Shanghai', 'en')).toContain('2026');
  });
  it('is in reach from five seconds to ten minutes ahead', () => {
    expect([4999, 5000, 600_000, 600_001].map((ahead) => inReach(now + ahead, now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
