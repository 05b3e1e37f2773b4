import type { Schema } from '@/lib/api';
import { normaliseUscc, usccProblem } from '@/lib/uscc';
import { textOf, type Words, wordsOf } from '../shared/localised';
import { changes } from '../shared/merge';
import type { Organisation, OrganisationKind } from './api';

export interface OrganisationForm {
  kind: OrganisationKind;
  name: Words;
  region: string;
  uscc: string;
  registrationNumber: string;
  twoPersonPublish: boolean;
}

export function newOrganisationForm(): OrganisationForm {
  return {
    kind: 'chamber',
    name: wordsOf(undefined),
    region: 'CN',
    uscc: '',
    registrationNumber: '',
    twoPersonPublish: false,
  };
}

export function organisationFormOf(organisation: Organisation): OrganisationForm {
  return {
    kind: organisation.kind,
    name: wordsOf(organisation.name),
    region: organisation.region ?? 'CN',
    uscc: organisation.uscc ?? '',
    registrationNumber: organisation.registrationNumber ?? '',
    twoPersonPublish: organisation.twoPersonPublish,
  };
}

export type OrganisationProblem =
  | 'required'
  | 'uscc_length'
  | 'uscc_character'
  | 'uscc_check_digit'
  | 'uscc_not_social'
  | 'wrong_form';
export type OrganisationProblems = Partial<
  Record<'name.zh-CN' | 'region' | 'uscc' | 'registrationNumber', OrganisationProblem>
>;

/** 统一社会信用代码 of social organisations, which chambers are, start with this. */
const social = '51';

/** What the browser can tell to be wrong; codes are those of the server. */
export function organisationProblems(form: OrganisationForm): OrganisationProblems {
  const found: OrganisationProblems = {};
  const code = normaliseUscc(form.uscc);
  const region = form.region.trim().toUpperCase();
  if (!form.name['zh-CN'].trim()) found['name.zh-CN'] = 'required';
  if (!/^[A-Z]{2}$/.test(region)) found.region = 'wrong_form';
  if (code) {
    const problem =
      usccProblem(code) ?? (form.kind === 'chamber' && !code.startsWith(social) ? 'uscc_not_social' : undefined);
    if (problem) found.uscc = problem;
  } else if (form.kind === 'company' && region === 'CN') found.uscc = 'required';
  if (!form.registrationNumber.trim() && form.kind === 'company' && region === 'HK')
    found.registrationNumber = 'required';
  return found;
}

export function organisationDraft(form: OrganisationForm): Schema<'OrganisationDraft'> {
  return {
    kind: form.kind,
    name: textOf(form.name),
    region: form.region.trim().toUpperCase(),
    uscc: normaliseUscc(form.uscc),
    registrationNumber: form.registrationNumber.trim(),
    twoPersonPublish: form.kind === 'bureau' && form.twoPersonPublish,
  };
}

/** What a PATCH sends: fields that differ; the kind of an organisation stays. */
export function organisationChange(base: OrganisationForm, form: OrganisationForm): Schema<'OrganisationChange'> {
  const { kind: _, ...before } = organisationDraft(base);
  const { kind: __, ...after } = organisationDraft(form);
  return changes(before, after);
}
