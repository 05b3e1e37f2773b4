import { describe, expect, it } from 'vitest';
import { matchLanguage } from './language';
import { inLanguage, linkPieces } from './text';

describe('links in a line', () => {
  it('leaves punctuation outside', () => {
    expect(linkPieces('见 https://example.com/a，谢谢。')).toEqual([
      { text: '见 ' },
      { text: 'https://example.com/a', href: 'https://example.com/a' },
      { text: '，谢谢。' },
    ]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'https://user:pass@example.com', '<script>alert(1)</script>'])(
    'makes no link of %s',
    (line) => expect(linkPieces(line).some((piece) => 'href' in piece)).toBe(false),
  );
});

it('a text falls back to Chinese, then to any language', () => {
  expect(inLanguage({ 'zh-CN': '地块', en: 'Parcel' }, 'en')).toBe('Parcel');
  expect(inLanguage({ 'zh-CN': '地块' }, 'en')).toBe('地块');
  expect(inLanguage({ en: 'Parcel' }, 'zh-HK')).toBe('Parcel');
});

it('a browser gets the nearest language', () => {
  expect(matchLanguage([null, 'zh-TW'])).toBe('zh-HK');
  expect(matchLanguage(['zh-Hant-HK'])).toBe('zh-HK');
  expect(matchLanguage(['zh-Hans-SG'])).toBe('zh-CN');
  expect(matchLanguage(['fr-FR', 'en-GB'])).toBe('en');
  expect(matchLanguage(['fr-FR'])).toBe('zh-CN');
});
