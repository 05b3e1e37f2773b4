import { expect, test } from 'vitest';
import { newOrganisationForm, organisationChange, organisationDraft, organisationProblems } from './form';

const chamber = { ...newOrganisationForm(), name: { 'zh-CN': '示例商会', en: '', 'zh-HK': '' } };
const company = { ...chamber, kind: 'company' as const };

test('the check digit of a code is checked before it is sent', () => {
  expect(organisationProblems({ ...company, uscc: '91330100799655058B' })).toEqual({});
  expect(organisationProblems({ ...company, uscc: '91310115MA1H8R7C6D' })).toEqual({ uscc: 'uscc_check_digit' });
  expect(organisationProblems({ ...company, uscc: '9133' })).toEqual({ uscc: 'uscc_length' });
});

test('a mainland company needs its code, a Hong Kong company its number, a chamber neither', () => {
  expect(organisationProblems(company)).toEqual({ uscc: 'required' });
  expect(organisationProblems({ ...company, region: 'HK' })).toEqual({ registrationNumber: 'required' });
  expect(organisationProblems(chamber)).toEqual({});
  expect(organisationProblems({ ...chamber, uscc: '91330100799655058B' })).toEqual({ uscc: 'uscc_not_social' });
});

test('only what changed is sent, codes as they are kept', () => {
  const after = { ...company, uscc: ' 9133 0100 7996 5505 8b ' };
  expect(organisationChange(company, after)).toEqual({ uscc: '91330100799655058B' });
});

test('two people publish only in a bureau', () => {
  expect(organisationDraft({ ...chamber, twoPersonPublish: true }).twoPersonPublish).toBe(false);
});
