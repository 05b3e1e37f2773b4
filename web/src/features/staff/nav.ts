import type { IconName } from '@/components/Icon';

export type StaffPlace =
  | 'events'
  | 'parcels'
  | 'carriers'
  | 'agreements'
  | 'followUps'
  | 'leads'
  | 'members'
  | 'campaigns'
  | 'credit'
  | 'checkIn'
  | 'organisations'
  | 'people'
  | 'audit'
  | 'operations'
  | 'integrations';

export interface NavEntry {
  place: StaffPlace;
  to:
    | '/staff/events'
    | '/staff/parcels'
    | '/staff/carriers'
    | '/staff/agreements'
    | '/staff/follow-ups'
    | '/staff/leads'
    | '/staff/members'
    | '/staff/campaigns'
    | '/staff/credit'
    | '/staff/check-in'
    | '/staff/organisations'
    | '/staff/people'
    | '/staff/audit'
    | '/staff/operations'
    | '/staff/integrations';
  /** Pages elsewhere that belong to this one. */
  also?: string;
  icon: IconName;
  /** The operation without which the page has nothing to show. */
  needs: string;
}

/** The rail, in its order; another page is one more line. */
export const navEntries: readonly NavEntry[] = [
  { place: 'events', to: '/staff/events', also: '/staff/reports', icon: 'calendar', needs: 'create-event' },
  { place: 'checkIn', to: '/staff/check-in', icon: 'scan', needs: 'create-check-in' },
  { place: 'parcels', to: '/staff/parcels', icon: 'map', needs: 'create-parcel' },
  { place: 'carriers', to: '/staff/carriers', icon: 'cube', needs: 'create-carrier' },
  { place: 'agreements', to: '/staff/agreements', icon: 'edit', needs: 'create-agreement' },
  { place: 'followUps', to: '/staff/follow-ups', icon: 'reply', needs: 'list-follow-ups' },
  { place: 'leads', to: '/staff/leads', icon: 'chat', needs: 'list-leads' },
  { place: 'members', to: '/staff/members', icon: 'bookmark', needs: 'list-members' },
  { place: 'campaigns', to: '/staff/campaigns', icon: 'mail', needs: 'list-campaigns' },
  { place: 'credit', to: '/staff/credit', icon: 'talk', needs: 'list-attributions' },
  { place: 'organisations', to: '/staff/organisations', icon: 'pin', needs: 'list-organisations' },
  { place: 'people', to: '/staff/people', icon: 'people', needs: 'list-people' },
  { place: 'audit', to: '/staff/audit', icon: 'document', needs: 'list-audit' },
  { place: 'operations', to: '/staff/operations', icon: 'signal', needs: 'list-nodes' },
  { place: 'integrations', to: '/staff/integrations', icon: 'link', needs: 'list-webhooks' },
];

/** What the rail shows to somebody who may do these operations. */
export function navFor(can: readonly string[]): NavEntry[] {
  return navEntries.filter(({ needs }) => can.includes(needs));
}
