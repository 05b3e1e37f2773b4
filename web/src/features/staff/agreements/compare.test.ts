import { expect, it } from 'vitest';
import { changed, compareTexts, type Piece } from './compare';

const side = (pieces: readonly Piece[], other: Piece['kind']) =>
  pieces
    .filter(({ kind }) => kind !== other)
    .map(({ text }) => text)
    .join('');

it('finds the characters that were changed', () => {
  expect(compareTexts('总投资为壹亿元整，分三期到位。', '总投资为贰亿元整，分两期到位。')).toEqual([
    { kind: 'same', text: '总投资为' },
    { kind: 'removed', text: '壹' },
    { kind: 'added', text: '贰' },
    { kind: 'same', text: '亿元整，分' },
    { kind: 'removed', text: '三' },
    { kind: 'added', text: '两' },
    { kind: 'same', text: '期到位。' },
  ]);
});

it('takes the same words on other lines for the same', () => {
  expect(changed(compareTexts('第一条 甲方\n应当', '第一条　甲方应\n当'))).toBe(false);
  expect(changed(compareTexts('', ''))).toBe(false);
});

it('keeps characters beyond the BMP whole', () => {
  expect(compareTexts('𠮷田', '𠮷野')).toEqual([
    { kind: 'same', text: '𠮷' },
    { kind: 'removed', text: '田' },
    { kind: 'added', text: '野' },
  ]);
});

it('gives both texts back, whatever they are', () => {
  let seed = 7;
  const random = (n: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % n;
  };
  const text = () => Array.from({ length: random(40) }, () => '甲乙丙丁'.charAt(random(4))).join('');
  for (let round = 0; round < 300; round += 1) {
    const [a, b] = [text(), text()];
    const pieces = compareTexts(a, b);
    expect(side(pieces, 'added')).toBe(a);
    expect(side(pieces, 'removed')).toBe(b);
  }
});

it('calls pages that have nothing in common changed, and does not take long', () => {
  const pieces = compareTexts('甲'.repeat(9000), '乙'.repeat(9000));
  expect(pieces.map(({ kind }) => kind)).toEqual(['removed', 'added']);
});
