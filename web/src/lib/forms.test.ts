import { describe, expect, it } from 'vitest';
import { contactProblem, normaliseContact } from './contact';
import { normaliseUscc, usccProblem } from './uscc';

describe('统一社会信用代码', () => {
  it('accepts codes whose check digit matches', () => {
    expect(usccProblem('91350100M000100Y43')).toBeUndefined();
    expect(usccProblem('91330100799655058B')).toBeUndefined();
  });

  it('reads lower case, spaces and full-width digits', () => {
    expect(usccProblem(' 9133 0100 7996 5505 8b')).toBeUndefined();
    expect(normaliseUscc('９1330100799655058b')).toBe('91330100799655058B');
  });

  it('says what is wrong', () => {
    expect(usccProblem('91310115MA1H8R7C6D')).toBe('uscc_check_digit');
    expect(usccProblem('91310115MA1H8R7C6')).toBe('uscc_length');
    expect(usccProblem('9131011IMA1H8R7C6D')).toBe('uscc_character');
  });
});

describe('a contact', () => {
  it.each(['13800138000', '+852 5123 4567', '138-0013-8000', '+86 138 0013 8000', 'li.wei@example.com'])(
    'accepts %s',
    (text) => expect(contactProblem(text)).toBeUndefined(),
  );

  it.each([
    ['', 'contact_required'],
    ['1380013800', 'phone_short'],
    ['138001380000', 'phone_long'],
    ['22800138000', 'phone_invalid'],
    ['+0123', 'phone_invalid'],
    ['li.wei@example', 'mail_invalid'],
    ['li wei@example.com', 'mail_invalid'],
  ])('refuses "%s" with %s', (text, code) => expect(contactProblem(text)).toBe(code));

  it('keeps a mainland number without its prefix', () => {
    expect(normaliseContact('+86 138 0013 8000')).toBe('13800138000');
  });
});
