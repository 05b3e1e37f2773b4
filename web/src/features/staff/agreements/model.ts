import type { TagTone } from '@/components/Tag';
import type { Schema } from '@/lib/api';

export type Agreement = Schema<'Agreement'>;
export type AgreementState = Agreement['state'];
export type Party = Schema<'AgreementParty'>;
export type Signer = Schema<'AgreementSigner'>;
export type Version = Schema<'AgreementVersion'>;
export type Term = Schema<'AgreementTerm'>;

export const states: readonly AgreementState[] = [
  'draft',
  'proposed',
  'frozen',
  'confirmed',
  'sealing',
  'released',
  'withdrawn',
  'expired',
  'voided',
];

export const stateTones: Record<AgreementState, TagTone> = {
  draft: 'plain',
  proposed: 'act',
  frozen: 'act',
  confirmed: 'warn',
  sealing: 'warn',
  released: 'ok',
  withdrawn: 'bad',
  expired: 'plain',
  voided: 'plain',
};

export const signerTones: Record<Signer['state'], TagTone> = {
  invited: 'plain',
  read: 'plain',
  accepted: 'act',
  confirmed: 'ok',
  sealed: 'ok',
  replaced: 'plain',
  declined: 'bad',
};

/** Who is to sign; whoever was replaced is not. */
export function signersOf(agreement: Pick<Agreement, 'parties'>): Signer[] {
  return agreement.parties.flatMap(({ signers }) => signers).filter(({ state }) => state !== 'replaced');
}

/** Whose move it is, by name; nobody's when the agreement is being written or is over. */
export function waitedFor(agreement: Pick<Agreement, 'parties' | 'state' | 'latest'>): string[] {
  const names = (waits: (signer: Signer) => boolean) =>
    signersOf(agreement)
      .filter(waits)
      .map(({ name }) => name);
  switch (agreement.state) {
    case 'proposed':
      return names(({ accepted, state }) => state !== 'declined' && accepted !== agreement.latest);
    case 'frozen':
      return names(({ state }) => state !== 'confirmed' && state !== 'sealed');
    case 'confirmed':
    case 'sealing':
      return names(({ state }) => state !== 'sealed');
    default:
      return [];
  }
}
