import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { api, type Schema, unwrap } from '../api';
import { toBase64, utf8 } from './bytes';
import { checkChallenge, type Intent, readIntent } from './intent';
import { dropKeys, type HeldKey, makeKey, signWith } from './keys';
import { askPasskey } from './passkey';

type Level = 'passkey' | 'code';

/** What is being signed, as this browser knows it. */
export interface Subject {
  agreement: string;
  signer: string;
  /** Of the document on screen, computed here. */
  digest: string;
}

/** An intent that was held against what is on screen, with the key it names. */
export interface Prepared {
  id: string;
  /** As it is hashed. */
  text: string;
  says: Intent;
  key: HeldKey;
  options: PublicKeyCredentialRequestOptionsJSON | undefined;
  /** Masked contact, where a code went. */
  sentTo: string | undefined;
  resendAfter: number;
  expiresAt: number;
}

/** Makes a key and has the server propose the intent; throws when the intent is not about what is on screen. */
export async function prepare({ agreement, signer, digest }: Subject, level: Level): Promise<Prepared> {
  const key = await makeKey(agreement, signer);
  const made = await unwrap(
    api.POST('/agreements/{agreement}/intents', {
      params: { path: { agreement } },
      body: { key: toBase64(key.spki), level },
    }),
  );
  const says = readIntent(made.intent, { agreement, digest, key: key.hash });
  const options = made.options as PublicKeyCredentialRequestOptionsJSON | undefined;
  if (level === 'passkey') await checkChallenge(made.intent, options?.challenge ?? '');
  return {
    id: made.id,
    text: made.intent,
    says,
    key,
    options,
    sentTo: made.codeSentTo,
    resendAfter: made.resendAfterSeconds ?? 60,
    expiresAt: Date.parse(made.expiresAt),
  };
}

/** The person verifies themself to their device, which signs the hash of the intent. */
export async function confirmWithPasskey(prepared: Prepared): Promise<Schema<'MySigning'>> {
  if (!prepared.options) throw new Error('this intent is for a code');
  const assertion = await askPasskey(prepared.options);
  return send(prepared, { assertion: assertion as unknown as Record<string, unknown> });
}

/** The person shows the code; the browser's key signs the intent in the passkey's stead. */
export async function confirmWithCode(prepared: Prepared, code: string): Promise<Schema<'MySigning'>> {
  const proof = await signWith(prepared.key, utf8(prepared.text));
  return send(prepared, { code, proof: toBase64(proof) });
}

type Evidence = Omit<Schema<'ConfirmationDraft'>, 'intent'>;

async function send({ id, key }: Prepared, evidence: Evidence): Promise<Schema<'MySigning'>> {
  const now = await unwrap(
    api.POST('/agreements/{agreement}/confirmations', {
      params: { path: { agreement: key.agreement } },
      body: { intent: id, ...evidence },
    }),
  );
  await dropKeys(key.agreement, key.hash);
  return now;
}
