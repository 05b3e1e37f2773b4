import type { OrganisationKind } from '../organisations/api';
import type { Role } from './api';

/** Which roles an organisation of a kind has; the server checks the same. */
export const rolesOf: Record<OrganisationKind, readonly Role[]> = {
  bureau: ['official', 'administrator'],
  chamber: ['secretary', 'investor'],
  company: ['investor'],
};

export interface MembershipRow {
  organisation: { id: string; kind: OrganisationKind; name: Record<string, string> };
  role: Role;
}

/** Whether the same role in the same organisation is listed already. */
export function listed(rows: readonly MembershipRow[], organisation: string, role: Role): boolean {
  return rows.some((row) => row.organisation.id === organisation && row.role === role);
}

/** A row for an organisation, in the first role that is still free; undefined when none is. */
export function rowFor(
  rows: readonly MembershipRow[],
  organisation: MembershipRow['organisation'],
): MembershipRow | undefined {
  const role = rolesOf[organisation.kind].find((one) => !listed(rows, organisation.id, one));
  return role && { organisation: { id: organisation.id, kind: organisation.kind, name: organisation.name }, role };
}
