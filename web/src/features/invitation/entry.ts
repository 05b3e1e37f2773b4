import type { Schema } from '@/lib/api';
import { contactProblem, normaliseContact } from '@/lib/contact';
import { language } from '@/lib/language';
import { ownZone } from '@/lib/time';

/** How somebody comes, and what has to be ready for them. */
export interface NeedsEntry {
  attendance: 'online' | 'on-site';
  interpretation: '' | 'zh-CN' | 'en' | 'zh-HK';
  diet: string;
  reminder: boolean;
}

export interface Entry extends NeedsEntry {
  name: string;
  contact: string;
  organisationName: string;
  agreed: boolean;
}

export const noNeeds: NeedsEntry = { attendance: 'online', interpretation: '', diet: '', reminder: true };

export const emptyEntry: Entry = {
  name: '',
  contact: '',
  organisationName: '',
  ...noNeeds,
  agreed: false,
};

/** What has to change, as codes of errors.json; contact and company only where they are asked for. */
export function entryProblems(entry: Entry, whole: boolean): Partial<Record<keyof Entry | 'consent', string>> {
  const found: Partial<Record<keyof Entry | 'consent', string>> = {};
  if (!entry.name.trim()) found.name = 'name_required';
  const contact = whole ? contactProblem(entry.contact) : undefined;
  if (contact) found.contact = contact;
  if (whole && !entry.organisationName.trim()) found.organisationName = 'organisation_required';
  if (!entry.agreed) found.consent = 'consent_required';
  return found;
}

interface Asked {
  token: string;
  mine: boolean;
  whole: boolean;
  onSite: boolean;
  version: string;
}

/** The request; what the chamber knows is left empty, and filled in by the server. */
export function requestOf(entry: Entry, { token, mine, whole, onSite, version }: Asked): Schema<'RegistrationEntry'> {
  return {
    name: entry.name.trim(),
    organisationName: whole ? entry.organisationName.trim() : '',
    contact: whole ? normaliseContact(entry.contact) : '',
    interests: [],
    language: language(),
    timeZone: ownZone(),
    consentVersion: version,
    consent: entry.agreed,
    invitation: token,
    mine,
    ...needsOf(entry, onSite),
  };
}

/** What is said of needs in a request: nothing where all is as usual. */
export function needsOf({ attendance, interpretation, diet, reminder }: NeedsEntry, onSite: boolean) {
  return {
    ...(!reminder && { reminder: 'none' as const }),
    ...(onSite && { attendance }),
    ...(interpretation && { interpretation }),
    ...(onSite && attendance === 'on-site' && diet.trim() && { diet: diet.trim() }),
  };
}
