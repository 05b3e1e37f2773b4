import { expect, it } from 'vitest';
import { byWeight, type Finding, momentOf, toneOf } from './model';

const finding = (code: string, severity: Finding['severity']): Finding => ({ code, severity, text: code });

it('puts what speaks against a file first and keeps the order otherwise', () => {
  const found = [finding('a', 'good'), finding('b', 'bad'), finding('c', 'warn'), finding('d', 'bad')];
  expect(byWeight(found).map(({ code }) => code)).toEqual(['b', 'd', 'c', 'a']);
});

it('calls a file sound only when the verifier does', () => {
  expect(toneOf({ ok: true, verdict: 'verdict.valid' })).toBe('ok');
  expect(toneOf({ ok: false, verdict: 'verdict.untrusted' })).toBe('warn');
  expect(toneOf({ ok: false, verdict: 'verdict.not_signed' })).toBe('warn');
  expect(toneOf({ ok: false, verdict: 'verdict.invalid' })).toBe('bad');
});

it('writes times as the command line does', () => {
  expect(momentOf('2026-12-08T03:42:05Z')).toBe('2026-12-08 11:42:05 (UTC+8)');
});
