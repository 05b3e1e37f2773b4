import type { Details, Member } from './api';

/** A member as a form has it: nothing is missing. */
export interface MemberForm {
  name: string;
  organisation: string;
  title: string;
  phone: string;
  mail: string;
  uscc: string;
  groups: string[];
  tags: string[];
  language: NonNullable<Details['language']>;
  timeZone: string;
  region: string;
  note: string;
}

export const emptyMember: MemberForm = {
  name: '',
  organisation: '',
  title: '',
  phone: '',
  mail: '',
  uscc: '',
  groups: [],
  tags: [],
  language: '',
  timeZone: '',
  region: '',
  note: '',
};

export function formOf(member: Member): MemberForm {
  return {
    name: member.name,
    organisation: member.organisation ?? '',
    title: member.title ?? '',
    phone: member.phone ?? '',
    mail: member.mail ?? '',
    uscc: member.uscc ?? '',
    groups: member.groups ?? [],
    tags: member.tags ?? [],
    language: member.language ?? '',
    timeZone: member.timeZone ?? '',
    region: member.region ?? '',
    note: member.note ?? '',
  };
}
