import type { Schema } from '@/lib/api';
import { contactProblem, normaliseContact } from '@/lib/contact';
import { language } from '@/lib/language';
import { ownZone } from '@/lib/time';
import { normaliseUscc, usccProblem } from '@/lib/uscc';
import { type NeedsEntry, needsOf, noNeeds } from '../invitation/entry';

export const industries = ['finance', 'culture', 'it', 'trade', 'health', 'other'] as const;
export type Industry = (typeof industries)[number];

/** What the form holds; kept as a draft while it is filled in. */
export interface Entry extends NeedsEntry {
  name: string;
  contact: string;
  organisationName: string;
  region: string;
  uscc: string;
  interests: Industry[];
  /** The version of the text that was agreed to; another text needs another look. */
  agreed: string;
}

export const emptyEntry: Entry = {
  name: '',
  contact: '',
  organisationName: '',
  region: 'CN',
  uscc: '',
  interests: [],
  ...noNeeds,
  agreed: '',
};

export type EntryField = 'name' | 'contact' | 'organisationName' | 'region' | 'uscc' | 'interests' | 'consent';

/** What has to change, by field and in the form's order, as codes of errors.json. Empty when all is well. */
export function entryProblems(entry: Entry, consentVersion: string): Partial<Record<EntryField, string>> {
  const found: Partial<Record<EntryField, string>> = {};
  const note = (field: EntryField, code: string | undefined) => {
    if (code) found[field] = code;
  };
  note('name', entry.name.trim() ? undefined : 'name_required');
  note('contact', contactProblem(entry.contact));
  note('organisationName', entry.organisationName.trim() ? undefined : 'organisation_required');
  note('uscc', asksForUscc(entry) && entry.uscc.trim() ? usccProblem(entry.uscc) : undefined);
  note('consent', entry.agreed === consentVersion ? undefined : 'consent_required');
  return found;
}

/** Only organisations of the mainland have the code. */
export function asksForUscc({ region }: Pick<Entry, 'region'>): boolean {
  return region === 'CN';
}

/** The request as the server wants it. */
export function requestOf(entry: Entry, consentVersion: string): Schema<'RegistrationEntry'> {
  return {
    name: entry.name.trim(),
    organisationName: entry.organisationName.trim(),
    contact: normaliseContact(entry.contact),
    ...(entry.region && { region: entry.region }),
    ...(asksForUscc(entry) && entry.uscc.trim() && { uscc: normaliseUscc(entry.uscc) }),
    interests: entry.interests,
    ...needsOf(entry, false),
    language: language(),
    timeZone: ownZone(),
    consentVersion,
    consent: true,
  };
}
