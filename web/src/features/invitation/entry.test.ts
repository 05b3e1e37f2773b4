import { describe, expect, it } from 'vitest';
import { emptyEntry, entryProblems, requestOf } from './entry';

const asked = { token: 't', mine: true, whole: false, onSite: false, version: 'v1' };

describe('accepting an invitation', () => {
  it('needs the name alone where the chamber knows the rest', () => {
    expect(entryProblems(emptyEntry, false)).toEqual({ name: 'name_required', consent: 'consent_required' });
    expect(Object.keys(entryProblems(emptyEntry, true))).toEqual(['name', 'contact', 'organisationName', 'consent']);
  });

  it('leaves what is known to the server', () => {
    const request = requestOf({ ...emptyEntry, name: ' 陈大文 ', contact: 'x@y.cn', agreed: true }, asked);
    expect(request).toMatchObject({ name: '陈大文', contact: '', organisationName: '', invitation: 't', mine: true });
    expect(request).not.toHaveProperty('attendance');
    expect(request).not.toHaveProperty('reminder');
  });

  it('says what a guest in the hall eats, and no other', () => {
    const entry = { ...emptyEntry, diet: '素食', reminder: false };
    expect(requestOf(entry, { ...asked, onSite: true })).toMatchObject({ attendance: 'online', reminder: 'none' });
    expect(requestOf(entry, { ...asked, onSite: true })).not.toHaveProperty('diet');
    const there = { ...entry, attendance: 'on-site' as const };
    expect(requestOf(there, { ...asked, onSite: true })).toMatchObject({ attendance: 'on-site', diet: '素食' });
  });
});
