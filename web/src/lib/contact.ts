export type ContactProblem = 'contact_required' | 'phone_short' | 'phone_long' | 'phone_invalid' | 'mail_invalid';

/** Spaces and dashes out, full-width digits narrow: what people paste from elsewhere. */
export function normaliseContact(text: string): string {
  const plain = text.normalize('NFKC').trim();
  return plain.includes('@') ? plain : plain.replace(/[\s\-()]/g, '').replace(/^\+86(?=1\d{10}$)/, '');
}

/** What is wrong with a phone number or mail address, as precisely as the browser can tell. */
export function contactProblem(text: string): ContactProblem | undefined {
  const contact = normaliseContact(text);
  if (!contact) return 'contact_required';
  if (/[a-z@]/i.test(contact)) return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(contact) ? undefined : 'mail_invalid';
  if (contact.startsWith('+')) return /^\+[1-9]\d{6,14}$/.test(contact) ? undefined : 'phone_invalid';
  if (!/^\d+$/.test(contact)) return 'phone_invalid';
  if (contact.length < 11) return 'phone_short';
  if (contact.length > 11) return 'phone_long';
  return /^1[3-9]/.test(contact) ? undefined : 'phone_invalid';
}
