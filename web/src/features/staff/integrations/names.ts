/** What a webhook may be told, in the order of the server. */
export const kinds = [
  'registration.confirmed',
  'registration.withdrawn',
  'invitation.answered',
  'check_in.made',
  'session.started',
  'session.ended',
  'lead.created',
  'agreement.released',
  'credit.decided',
] as const;

/** What a key may be made for. */
export const scopes = [
  'events:read',
  'registrations:read',
  'contacts:read',
  'check-ins:read',
  'check-ins:write',
  'leads:read',
  'leads:write',
  'parcels:read',
  'parcels:write',
  'members:read',
  'campaigns:read',
  'attributions:read',
  'reports:read',
  'agreements:read',
] as const;

/** The key under which a name that holds separators has its words. */
export const wordsOf = (name: string): string => name.replace(/[.:]/, '_').replaceAll('-', '_');
