import { describe, expect, test } from 'vitest';
import { lacking, missing, textOf, wordsOf } from './localised';

const title = wordsOf({ 'zh-CN': '云推介', en: 'Cloud roadshow' });
const empty = wordsOf(undefined);

test('a text comes back as the API sent it, without empty languages', () => {
  expect(textOf(title)).toEqual({ 'zh-CN': '云推介', en: 'Cloud roadshow' });
  expect(textOf(wordsOf({ 'zh-CN': ' 云推介 ', en: '  ' }))).toEqual({ 'zh-CN': '云推介' });
});

describe('missing', () => {
  test('counts texts that have Chinese but not the language', () => {
    expect(missing([title, wordsOf({ 'zh-CN': '五宗地块' })], 'en')).toBe(1);
    expect(missing([title], 'zh-HK')).toBe(1);
  });
  test('does not ask for what nobody wrote', () => {
    expect(missing([empty], 'en')).toBe(0);
    expect(missing([empty], 'zh-CN')).toBe(0);
  });
  test('asks for Chinese as soon as there is another language', () => {
    expect(missing([wordsOf({ en: 'Only English' })], 'zh-CN')).toBe(1);
  });
});

test('lacking names only the languages of the event, and Chinese', () => {
  expect(lacking(title, ['zh-CN', 'en'])).toEqual([]);
  expect(lacking(title, ['zh-CN', 'en', 'zh-HK'])).toEqual(['zh-HK']);
  expect(lacking(wordsOf({ en: 'Only English' }), ['en'])).toEqual(['zh-CN']);
});
