import { describe, expect, it } from 'vitest';
import { insideApp } from './browser';
import { fromBase64, sha256, toBase64, toBase64Url, utf8 } from './bytes';
import { challengeOf, checkChallenge, groupsOf, IntentError, readIntent, shortDigest } from './intent';

describe('an intent', () => {
  const digest = 'ab'.repeat(32);
  const key = 'cd'.repeat(32);
  const shown = { agreement: 'a1', digest, key };
  const intent = {
    v: 'zhaoyun/intent/1',
    agreement: 'a1',
    doc_sha256: digest,
    field: 'party-1',
    party: '示例置业有限公司',
    name: '示例丙',
    statement: '我代表示例置业有限公司，同意签署上述协议。',
    key_sha256: key,
    nonce: 'n',
    at: '2026-01-01T00:00:00Z',
  };
  const refusal = (change: object) => {
    try {
      readIntent(JSON.stringify({ ...intent, ...change }), shown);
    } catch (error) {
      return (error as IntentError).part;
    }
    return undefined;
  };

  it('is taken when it says what is on screen', () => {
    expect(readIntent(JSON.stringify(intent), shown).statement).toBe(intent.statement);
  });

  it('is refused when it names another document, agreement or key', () => {
    expect(refusal({ doc_sha256: 'ff'.repeat(32) })).toBe('document');
    expect(refusal({ agreement: 'a2' })).toBe('agreement');
    expect(refusal({ key_sha256: digest })).toBe('key');
    expect(refusal({ v: 'zhaoyun/intent/2' })).toBe('form');
    expect(() => readIntent('not JSON', shown)).toThrow(IntentError);
  });

  it('binds the challenge of the passkey', async () => {
    const text = JSON.stringify(intent);
    const challenge = toBase64Url(await challengeOf(text));
    await expect(checkChallenge(text, challenge)).resolves.toBeUndefined();
    await expect(checkChallenge(`${text} `, challenge)).rejects.toThrow(IntentError);
    await expect(checkChallenge(text, '***')).rejects.toThrow(IntentError);
  });
});

it('writes bytes of either alphabet and reads them back', async () => {
  const bytes = await sha256(utf8('䶮𠮷'));
  expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  expect(fromBase64(toBase64Url(bytes))).toEqual(bytes);
});

it('writes a digest as people compare it', () => {
  const digest = '9f2c71ae5b08d3c4e1776a902bd4f85e83ac19f760e2b5d14c9e3078a1f604d8';
  expect(groupsOf(digest)).toHaveLength(16);
  expect(shortDigest(digest)).toBe('9f2c 71ae … a1f6 04d8');
});

it('knows browsers that live inside an app', () => {
  expect(insideApp('Mozilla/5.0 (iPhone) AppleWebKit/605 MicroMessenger/8.0.50 NetType/WIFI')).toBe('wechat');
  expect(insideApp('Mozilla/5.0 (Linux; Android 14) DingTalk/7.5')).toBe('app');
  expect(insideApp('Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537.36')).toBeUndefined();
});
