import { type Bytes, fromBase64, sameBytes, sha256, toHex, utf8 } from './bytes';

/** What a signer agrees to, in the words and under the hash that the evidence carries. */
export interface Intent {
  v: 'zhaoyun/intent/1';
  agreement: string;
  /** SHA-256 of the frozen document, hexadecimal. */
  doc_sha256: string;
  /** The signature field of the document that will carry the signature. */
  field: string;
  party: string;
  name: string;
  /** The sentence on screen when the signer confirmed. */
  statement: string;
  /** SHA-256 of the public key this browser holds. */
  key_sha256: string;
  nonce: string;
  at: string;
}

/** What this browser has on screen and in hand; an intent that says anything else is not confirmed. */
export interface Shown {
  agreement: string;
  /** Computed here, of the very bytes the pages were drawn from. */
  digest: string;
  key: string;
}

/** Which part of an intent is not what was shown. */
export class IntentError extends Error {
  constructor(readonly part: 'form' | 'agreement' | 'document' | 'key' | 'challenge') {
    super(part);
    this.name = 'IntentError';
  }
}

/**
 * Reads the intent the server proposes and holds it against what is on screen. A server that has been taken over
 * could propose another document; the signer's browser is the one that notices.
 */
export function readIntent(text: string, shown: Shown): Intent {
  let intent: Intent;
  try {
    intent = JSON.parse(text) as Intent;
  } catch {
    throw new IntentError('form');
  }
  if (intent?.v !== 'zhaoyun/intent/1' || !intent.statement || !intent.nonce) throw new IntentError('form');
  if (intent.agreement !== shown.agreement) throw new IntentError('agreement');
  if (intent.doc_sha256 !== shown.digest) throw new IntentError('document');
  if (intent.key_sha256 !== shown.key) throw new IntentError('key');
  return intent;
}

/** What a passkey signs, and nothing else: the hash of the intent as it is written. */
export function challengeOf(text: string): Promise<Bytes> {
  return sha256(utf8(text));
}

/** Refuses options whose challenge is not the hash of this intent. */
export async function checkChallenge(text: string, challenge: string): Promise<void> {
  let given: Bytes;
  try {
    given = fromBase64(challenge);
  } catch {
    throw new IntentError('challenge');
  }
  if (!sameBytes(given, await challengeOf(text))) throw new IntentError('challenge');
}

/** A digest as people compare it: groups of four. */
export function groupsOf(digest: string): string[] {
  return digest.match(/.{1,4}/g) ?? [];
}

/** The beginning and the end of a digest, for where there is no room. */
export function shortDigest(digest: string): string {
  const groups = groupsOf(digest);
  return groups.length < 5 ? groups.join(' ') : [...groups.slice(0, 2), '…', ...groups.slice(-2)].join(' ');
}

export async function digestOf(bytes: Bytes): Promise<string> {
  return toHex(await sha256(bytes));
}
