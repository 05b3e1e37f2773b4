import { describe, expect, it } from 'vitest';
import { formatDay, formatSpan, formatTime, sameClock, zoneName } from './time';

const start = '2026-12-08T02:00:00.000Z';
const end = '2026-12-08T04:30:00.000Z';

describe('times', () => {
  it('are written as each language does', () => {
    expect(formatSpan(start, end, 'Asia/Shanghai', 'zh-CN')).toMatch(/12 月 8 日 周二 10:00–12:30$/);
    expect(formatSpan(start, end, 'Asia/Hong_Kong', 'zh-HK')).toMatch(/12 月 8 日 週二 10:00–12:30$/);
    expect(formatSpan(start, end, 'Europe/London', 'en')).toMatch(/^Tue 8 Dec.* 02:00–04:30$/);
  });

  it('say the day again when it changes', () => {
    expect(formatSpan(start, '2026-12-09T04:30:00.000Z', 'Asia/Shanghai', 'zh-CN')).toContain('12 月 9 日');
  });

  it('show midnight as 00:00', () => {
    expect(formatTime('2026-12-07T16:00:00.000Z', 'Asia/Shanghai')).toBe('00:00');
  });

  it('name the year only when it is another one', () => {
    const year = new Date().getFullYear();
    expect(formatDay(`${year}-06-01T00:00:00Z`, 'Asia/Shanghai', 'zh-CN')).not.toContain(String(year));
    expect(formatDay('2020-06-01T00:00:00Z', 'Asia/Shanghai', 'zh-CN')).toBe('2020 年 6 月 1 日 周一');
  });
});

it('zones that show the same clock need no second time', () => {
  expect(sameClock('Asia/Shanghai', 'Asia/Hong_Kong', new Date(start))).toBe(true);
  expect(sameClock('Asia/Tokyo', 'Asia/Shanghai', new Date(start))).toBe(false);
  expect(zoneName('Asia/Shanghai', 'zh-CN')).toBe('北京时间');
});
