import type { Schema } from '@/lib/api';

export type Mine = Schema<'MySigning'>;
export type Agreement = Schema<'Agreement'>;
export type Party = Schema<'AgreementParty'>;
export type Signer = Schema<'AgreementSigner'>;
export type Witness = Schema<'AgreementWitness'>;
export type Intent = Schema<'Intent'>;
export type Turn = Schema<'SealingTurn'>;
export type Level = 'passkey' | 'code';

/** The party and signer that the reader is, undefined for who is only a witness. */
export function meIn({ agreement, signer }: Mine): { party: Party; signer: Signer } | undefined {
  for (const party of agreement.parties) {
    const found = party.signers.find(({ id }) => id === signer);
    if (found) return { party, signer: found };
  }
  return undefined;
}

export function witnessIn({ agreement, witness }: Mine): Witness | undefined {
  return agreement.witnesses.find(({ id }) => id === witness);
}

/** Those who sign now: who was replaced signs no more. */
export function signersOf({ parties }: Agreement): { party: Party; signer: Signer }[] {
  return parties.flatMap((party) =>
    party.signers.filter(({ state }) => state !== 'replaced').map((signer) => ({ party, signer })),
  );
}

export function hasConfirmed({ state }: Pick<Signer, 'state'>): boolean {
  return state === 'confirmed' || state === 'sealed';
}

export function hasAccepted(signer: Pick<Signer, 'state'>): boolean {
  return signer.state === 'accepted' || hasConfirmed(signer);
}

export function isOver({ state }: Pick<Agreement, 'state'>): boolean {
  return state === 'released' || isEnded(state);
}

export function isEnded(state: Agreement['state']): state is 'withdrawn' | 'expired' | 'voided' {
  return state === 'withdrawn' || state === 'expired' || state === 'voided';
}

/** Everybody has confirmed and signatures are on their way into the document. */
export function isClosing({ state }: Pick<Agreement, 'state'>): boolean {
  return state === 'confirmed' || state === 'sealing';
}

/** Whether the signature is still to come and this browser has not the key it would be made with. */
export function keyLost({ state, keySha256 }: Pick<Mine, 'state' | 'keySha256'>, held: boolean | undefined): boolean {
  return state === 'confirmed' && Boolean(keySha256) && held === false;
}
