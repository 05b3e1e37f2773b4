import type { Schema } from '@/lib/api';
import { normaliseContact } from '@/lib/contact';
import { normaliseUscc } from '@/lib/uscc';
import type { Agreement } from './model';

/** Who signs and who witnesses, as the form holds it. `key` tells rows apart that the server has not seen yet. */
export interface PartiesForm {
  parties: PartyForm[];
  witnesses: WitnessForm[];
}

export interface PartyForm {
  key: string;
  id?: string;
  role: string;
  name: string;
  uscc: string;
  registrationNumber: string;
  region: string;
  place: string;
  signers: SignerForm[];
}

export interface SignerForm {
  key: string;
  id?: string;
  name: string;
  position: string;
  capacity: 'legal' | 'authorised';
  letter: string;
  contact: string;
  language: string;
}

export interface WitnessForm {
  key: string;
  id?: string;
  name: string;
  organisation: string;
  contact: string;
  language: string;
}

const roles = ['甲方', '乙方', '丙方', '丁方', '戊方', '己方', '庚方', '辛方', '壬方', '癸方'];
export const mostParties = roles.length;

export function partiesOf(agreement: Agreement): PartiesForm {
  const parties = agreement.parties.map(({ id, signers, ...party }) => ({
    key: id,
    id,
    role: party.role,
    name: party.name,
    uscc: party.uscc ?? '',
    registrationNumber: party.registrationNumber ?? '',
    region: party.region || 'CN',
    place: party.place ?? '',
    signers: signers
      .filter(({ state }) => state !== 'replaced')
      .map((signer) => ({
        key: signer.id,
        id: signer.id,
        name: signer.name,
        position: signer.position ?? '',
        capacity: signer.capacity,
        letter: signer.letter ?? '',
        contact: signer.contact,
        language: signer.language || 'zh-CN',
      })),
  }));
  const witnesses = agreement.witnesses.map(({ id, name, organisation, contact, language }) => ({
    key: id,
    id,
    name,
    organisation: organisation ?? '',
    contact,
    language: language || 'zh-CN',
  }));
  return { parties, witnesses };
}

export function newSigner(): SignerForm {
  return { key: fresh(), name: '', position: '', capacity: 'legal', letter: '', contact: '', language: 'zh-CN' };
}

export function newWitness(): WitnessForm {
  return { key: fresh(), name: '', organisation: '', contact: '', language: 'zh-CN' };
}

/** The next party: its role is the first that nobody has. */
export function newParty(parties: readonly PartyForm[]): PartyForm {
  const role = roles.find((one) => !parties.some((party) => party.role === one)) ?? '';
  return {
    key: fresh(),
    role,
    name: '',
    uscc: '',
    registrationNumber: '',
    region: 'CN',
    place: '',
    signers: [newSigner()],
  };
}

let count = 0;
function fresh(): string {
  count += 1;
  return `new-${Date.now()}-${count}`;
}

/** As the API takes it: trimmed, contacts and codes in one form. */
export function bodyOf(form: PartiesForm): Schema<'AgreementParties'> {
  return {
    parties: form.parties.map(({ key: _, id, ...party }) => ({
      ...(id && { id }),
      role: party.role.trim(),
      name: party.name.trim(),
      uscc: party.region === 'CN' ? normaliseUscc(party.uscc) : '',
      registrationNumber: party.region === 'CN' ? '' : party.registrationNumber.trim(),
      region: party.region,
      place: party.place.trim(),
      signers: party.signers.map(signerBody),
    })),
    witnesses: form.witnesses.map(({ key: _, id, ...witness }) => ({
      ...(id && { id }),
      ...witness,
      name: witness.name.trim(),
      organisation: witness.organisation.trim(),
      contact: normaliseContact(witness.contact),
    })),
  };
}

export function signerBody({ key: _, id, ...signer }: SignerForm): Schema<'AgreementSignerDraft'> {
  return {
    ...(id && { id }),
    name: signer.name.trim(),
    position: signer.position.trim(),
    capacity: signer.capacity,
    letter: signer.capacity === 'authorised' ? signer.letter : '',
    contact: normaliseContact(signer.contact),
    language: signer.language,
  };
}
