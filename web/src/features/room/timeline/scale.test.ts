import { describe, expect, it } from 'vitest';
import { nearest, scaleOf } from './scale';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 2, minute)).toISOString();
const moment = (seq: number, minute: number) => ({ seq, at: at(minute), kind: 'slides', page: seq });

describe('timeline scale', () => {
  it('runs from the start to the planned end, and to now once the session is late', () => {
    const moments = [moment(1, 2), moment(2, 30)];
    expect(scaleOf(moments, at(0), at(60), Date.parse(at(30))).at(Date.parse(at(30)))).toBeCloseTo(0.5);
    expect(scaleOf(moments, at(0), at(60), Date.parse(at(75))).at(Date.parse(at(75)))).toBe(1);
  });

  it('finds the moment nearest to where a finger fell', () => {
    const moments = [moment(1, 0), moment(2, 10), moment(3, 50)];
    const scale = scaleOf(moments, at(0), at(60), Date.parse(at(55)));
    expect(nearest(moments, scale, 0.2)?.seq).toBe(2);
    expect(nearest(moments, scale, 0.99)?.seq).toBe(3);
    expect(nearest([], scale, 0.5)).toBeUndefined();
  });
});
