import type { Agreement, AgreementParty, AgreementSigner, RoomState, ScenePerson } from '@/lib/room/types';

/** How far a party is: as far as the last of its signers. */
export type Progress = 'waiting' | 'read' | 'confirmed' | 'sealed' | 'declined';

const done = new Set(['confirmed', 'sealed']);

function active(party: AgreementParty): AgreementSigner[] {
  return party.signers.filter(({ state }) => state !== 'replaced');
}

export function progressOf(party: AgreementParty): Progress {
  const signers = active(party);
  if (signers.some(({ state }) => state === 'declined')) return 'declined';
  if (signers.length > 0 && signers.every(({ state }) => state === 'sealed')) return 'sealed';
  if (signers.length > 0 && signers.every(({ state }) => done.has(state))) return 'confirmed';
  return signers.some(({ state }) => state === 'read' || state === 'accepted') ? 'read' : 'waiting';
}

/** Whether a party has said yes. */
export function hasConfirmed(party: AgreementParty): boolean {
  return ['confirmed', 'sealed'].includes(progressOf(party));
}

/** Whoever of a party confirmed by code makes it the weaker way. */
export function isWeaker(party: AgreementParty): boolean {
  return active(party).some(({ level, state }) => level === 'code' && done.has(state));
}

/** When the last of a party confirmed. */
export function confirmedAt(party: AgreementParty): string | undefined {
  return active(party)
    .map(({ at }) => at)
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
}

export function signerOf(party: AgreementParty): AgreementSigner | undefined {
  return active(party)[0];
}

const over = new Set(['released', 'withdrawn', 'expired', 'voided']);

/** The agreement the room is about: the one on stage, else the first that is not over, else the last. */
export function agreementOf({
  stage,
  agreements = [],
}: Pick<RoomState, 'stage' | 'agreements'>): Agreement | undefined {
  const shown = stage?.kind === 'document' ? stage.data.agreement : undefined;
  return (
    agreements.find(({ agreement }) => agreement === shown) ??
    agreements.find(({ state }) => !over.has(state)) ??
    agreements.at(-1)
  );
}

export function isOpen({ open }: Pick<Agreement, 'open'>, page: number): boolean {
  return open.some(([first, last]) => first <= page && page <= last);
}

/** The digest in groups of four, as it is read aloud. */
export function groupsOf(digest: string): string[] {
  return digest.match(/.{1,4}/g) ?? [];
}

/** 9f2c 71ae … a1f6 04d8 */
export function shortDigest(digest: string): string {
  const groups = groupsOf(digest);
  return groups.length > 4 ? [...groups.slice(0, 2), '…', ...groups.slice(-2)].join(' ') : groups.join(' ');
}

/** The seat on stage whose picture is a party's: its signer's, or the encoder that is called like it or its place. */
export function seatOfParty(party: AgreementParty, people: readonly ScenePerson[]): string | undefined {
  const signers = new Set(party.signers.map(({ participant }) => participant).filter(Boolean));
  const seated = people.find(({ id }) => id && signers.has(id));
  if (seated?.id) return seated.id;
  const named = people.find(({ label }) => label && (label === party.name || label === party.place));
  return named?.encoder && `encoder~${named.encoder}`;
}
