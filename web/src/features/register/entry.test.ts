import { describe, expect, it } from 'vitest';
import { emptyEntry, entryProblems, requestOf } from './entry';

const entry = { ...emptyEntry, name: ' 李薇 ', contact: '138 0013 8000', organisationName: '示例基金', agreed: 'v1' };

describe('a registration', () => {
  it('needs name, contact, organisation and consent', () => {
    expect(entryProblems(emptyEntry, 'v1')).toEqual({
      name: 'name_required',
      contact: 'contact_required',
      organisationName: 'organisation_required',
      consent: 'consent_required',
    });
    expect(entryProblems(entry, 'v1')).toEqual({});
  });

  it('asks again when the text of the consent has changed', () => {
    expect(entryProblems(entry, 'v2')).toEqual({ consent: 'consent_required' });
  });

  it('checks the credit code of mainland organisations only', () => {
    const wrong = { ...entry, uscc: '91310115MA1H8R7C6D' };
    expect(entryProblems(wrong, 'v1')).toEqual({ uscc: 'uscc_check_digit' });
    expect(entryProblems({ ...wrong, region: 'HK' }, 'v1')).toEqual({});
    expect(requestOf({ ...wrong, region: 'HK' }, 'v1')).not.toHaveProperty('uscc');
  });

  it('says what has to be prepared, where anything has', () => {
    expect(requestOf(entry, 'v1')).not.toHaveProperty('interpretation');
    const asking = { ...entry, interpretation: 'en' as const, reminder: false };
    expect(requestOf(asking, 'v1')).toMatchObject({ interpretation: 'en', reminder: 'none' });
  });

  it('is sent in its normal form', () => {
    expect(requestOf({ ...entry, uscc: '9133 0100 7996 5505 8b' }, 'v1')).toMatchObject({
      name: '李薇',
      contact: '13800138000',
      uscc: '91330100799655058B',
      consentVersion: 'v1',
    });
  });
});
