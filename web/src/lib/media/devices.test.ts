import { describe, expect, it } from 'vitest';
import { hindrance, lackOf, problemOf, readyOf } from './devices';

const named = (name: string) => Object.assign(new Error('no'), { name });

describe('what is wrong with a device', () => {
  it('is told by what the browser threw', () => {
    const names = ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'OverconstrainedError', 'AbortError'];
    expect(names.map((name) => problemOf(named(name)))).toEqual(['denied', 'missing', 'busy', 'unfit', 'busy']);
    expect(problemOf(new DOMException('no', 'NotAllowedError'))).toBe('denied');
  });

  it('is unknown when nobody says', () => {
    expect([problemOf(named('toString')), problemOf('?'), problemOf(undefined)]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('is an address without https, or a browser that has no such thing, before it is even asked', () => {
    const camera = { getUserMedia: async () => new MediaStream() };
    expect(hindrance('camera', false, camera)).toBe('insecure');
    expect(hindrance('camera', true, undefined)).toBe('unsupported');
    expect(hindrance('camera', true, camera)).toBeUndefined();
    expect(hindrance('screen', true, camera)).toBe('unsupported');
  });
});

describe('the light of a device', () => {
  it('is a word the host can act on', () => {
    expect(readyOf(undefined, true)).toBe('ok');
    expect(readyOf(undefined, false)).toBe('none');
    expect(readyOf('denied', false)).toBe('denied');
    expect(readyOf('busy', false)).toBe('busy');
    expect(readyOf('missing', false)).toBe('none');
  });

  it('says which of the two is lacking', () => {
    expect(lackOf({ camera: 'ok', microphone: 'ok' })).toBeUndefined();
    expect(lackOf({ camera: 'busy', microphone: 'ok' })).toBe('noPicture');
    expect(lackOf({ camera: 'ok', microphone: 'none' })).toBe('noVoice');
    expect(lackOf({ camera: 'denied', microphone: 'denied' })).toBe('noDevice');
  });
});
