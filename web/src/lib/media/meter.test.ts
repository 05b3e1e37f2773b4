import { describe, expect, it } from 'vitest';
import { eased, loudness } from './meter';

const tone = (peak: number) => Float32Array.from({ length: 960 }, (_, at) => peak * Math.sin(at / 8));

describe('the level of a microphone', () => {
  it('is nought in silence and full when too loud', () => {
    expect(loudness(new Float32Array(512))).toBe(0);
    expect(loudness(new Float32Array(0))).toBe(0);
    expect(loudness(tone(1))).toBe(1);
  });

  it('grows with the sound as an ear hears it: half as loud is 6 dB less', () => {
    const [soft, half, loud] = [tone(0.05), tone(0.2), tone(0.4)].map(loudness);
    expect(soft).toBeLessThan(half ?? 0);
    expect((loud ?? 0) - (half ?? 0)).toBeCloseTo(6.02 / 54, 2);
  });

  it('rises at once and falls slowly', () => {
    expect(eased(0.2, 0.9)).toBe(0.9);
    expect(eased(0.9, 0)).toBeCloseTo(0.765);
  });
});
