import type { Schema } from '@/lib/api';
import { contactProblem, normaliseContact } from '@/lib/contact';
import { language } from '@/lib/language';
import { ownZone } from '@/lib/time';

export interface Entry {
  name: string;
  contact: string;
  organisationName: string;
  attendance: 'online' | 'on-site';
  interpretation: '' | 'zh-CN' | 'en' | 'zh-HK';
  diet: string;
  reminder: boolean;
  agreed: boolean;
}

export const emptyEntry: Entry = {
  name: '',
  contact: '',
  organisationName: '',
  attendance: 'online',
  interpretation: '',
  diet: '',
  reminder: true,
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
    ...(!entry.reminder && { reminder: 'none' as const }),
    ...(onSite && { attendance: entry.attendance }),
    ...(entry.interpretation && { interpretation: entry.interpretation }),
    ...(onSite && entry.attendance === 'on-site' && entry.diet.trim() && { diet: entry.diet.trim() }),
  };
}
