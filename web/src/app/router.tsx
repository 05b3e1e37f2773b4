import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import {
  admissionCode,
  invitation,
  staffCheckIn,
  staffCredit,
  staffMemberImport,
  staffMemberImports,
  staffMembers,
  stopInvitations,
} from './chamber-routes';
import { PageFailed, PageLoading } from './fallbacks';
import { root, staff, words } from './frames';
import { staffIntegrations, staffWebhook } from './integration-routes';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

const events = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: words('event'),
  component: lazyRouteComponent(() => import('@/features/events'), 'EventsPage'),
});

const event = createRoute({
  getParentRoute: () => root,
  path: '/events/$slug',
  loader: words('event', 'land'),
  component: lazyRouteComponent(() => import('@/features/event'), 'EventPage'),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/events/$slug/register',
  loader: words('event', 'invitation'),
  component: lazyRouteComponent(() => import('@/features/register'), 'RegisterPage'),
});

const parcels = createRoute({
  getParentRoute: () => root,
  path: '/parcels',
  loader: words('land', 'map', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/parcels'), 'ParcelsPage'),
});

const compareParcels = createRoute({
  getParentRoute: () => root,
  path: '/parcels/compare',
  validateSearch: (search): { ids?: string } => ({ ids: text(search.ids) }),
  loader: words('land', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/parcels'), 'ComparePage'),
});

const parcel = createRoute({
  getParentRoute: () => root,
  path: '/parcels/$parcel',
  loader: words('land', 'map', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/parcels'), 'ParcelPage'),
});

const carriers = createRoute({
  getParentRoute: () => root,
  path: '/carriers',
  loader: words('land', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/carriers'), 'CarriersPage'),
});

const carrier = createRoute({
  getParentRoute: () => root,
  path: '/carriers/$carrier',
  loader: words('land', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/carriers'), 'CarrierPage'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string; as?: string } => ({ next: text(search.next), as: text(search.as) }),
  loader: words('account'),
  component: lazyRouteComponent(() => import('@/features/sign-in'), 'SignInPage'),
});

const mine = createRoute({
  getParentRoute: () => root,
  path: '/me',
  loader: words('account', 'event', 'land', 'sign', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/mine'), 'MinePage'),
});

const sign = createRoute({
  getParentRoute: () => root,
  path: '/sign/$agreement',
  validateSearch: (search): { view?: 'read' | 'confirm' } => ({
    ...((search.view === 'read' || search.view === 'confirm') && { view: search.view }),
  }),
  loader: words('sign', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/sign'), 'SignPage'),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  loader: words('verify', 'sign'),
  component: lazyRouteComponent(() => import('@/features/verify'), 'VerifyPage'),
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  loader: words('inbox', 'land'),
  component: lazyRouteComponent(() => import('@/features/inbox'), 'InboxPage'),
});

const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe/$token/$kind',
  loader: words('inbox'),
  component: lazyRouteComponent(() => import('@/features/inbox/Unsubscribe'), 'UnsubscribePage'),
});

const room = createRoute({
  getParentRoute: () => root,
  path: '/rooms/$room',
  loader: words('room', 'showcase'),
  component: lazyRouteComponent(() => import('@/features/room'), 'RoomPage'),
});

const replay = createRoute({
  getParentRoute: () => root,
  path: '/rooms/$room/replay',
  validateSearch: (search): { t?: number; at?: string } => ({
    ...(Number(search.t) > 0 && { t: Number(search.t) }),
    ...(text(search.at) && { at: text(search.at) }),
  }),
  loader: words('room', 'replay', 'showcase'),
  component: lazyRouteComponent(() => import('@/features/replay'), 'ReplayPage'),
});

const host = createRoute({
  getParentRoute: () => root,
  path: '/rooms/$room/host',
  loader: words('room', 'host', 'rundown', 'showcase', 'media', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/host'), 'HostPage'),
});

const presenter = createRoute({
  getParentRoute: () => root,
  path: '/rooms/$room/presenter',
  loader: words('room', 'host', 'rundown', 'showcase', 'media', 'errors-more'),
  component: lazyRouteComponent(() => import('@/features/presenter'), 'PresenterPage'),
});

const staffHome = createRoute({
  getParentRoute: () => staff,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/staff/events'), 'StaffEventsPage'),
});

const staffEvents = createRoute({
  getParentRoute: () => staff,
  path: '/events',
  component: lazyRouteComponent(() => import('@/features/staff/events'), 'StaffEventsPage'),
});

const staffNewEvent = createRoute({
  getParentRoute: () => staff,
  path: '/events/new',
  component: lazyRouteComponent(() => import('@/features/staff/events'), 'NewEventPage'),
});

const staffEvent = createRoute({
  getParentRoute: () => staff,
  path: '/events/$event',
  loader: words('land', 'staff-land'),
  component: lazyRouteComponent(() => import('@/features/staff/events'), 'EventEditorPage'),
});

const staffParcels = createRoute({
  getParentRoute: () => staff,
  path: '/parcels',
  loader: words('land', 'map', 'staff-land'),
  component: lazyRouteComponent(() => import('@/features/staff/parcels'), 'StaffParcelsPage'),
});

const staffNewParcel = createRoute({
  getParentRoute: () => staff,
  path: '/parcels/new',
  loader: words('land', 'staff-land'),
  component: lazyRouteComponent(() => import('@/features/staff/parcels'), 'NewParcelPage'),
});

const staffParcel = createRoute({
  getParentRoute: () => staff,
  path: '/parcels/$parcel',
  loader: words('findings', 'land', 'map', 'staff-land'),
  component: lazyRouteComponent(() => import('@/features/staff/parcels'), 'ParcelEditorPage'),
});

const staffImports = createRoute({
  getParentRoute: () => staff,
  path: '/parcels/import',
  loader: words('land', 'staff-land'),
  component: lazyRouteComponent(() => import('@/features/staff/parcels/import'), 'ImportsPage'),
});

const staffImport = createRoute({
  getParentRoute: () => staff,
  path: '/parcels/import/$import',
  loader: words('findings', 'land', 'map', 'staff-land'),
  component: lazyRouteComponent(() => import('@/features/staff/parcels/import'), 'ImportPage'),
});

const staffCarriers = createRoute({
  getParentRoute: () => staff,
  path: '/carriers',
  loader: words('land', 'staff-land'),
  component: lazyRouteComponent(() => import('@/features/staff/carriers'), 'StaffCarriersPage'),
});

const staffNewCarrier = createRoute({
  getParentRoute: () => staff,
  path: '/carriers/new',
  loader: words('land', 'staff-land'),
  component: lazyRouteComponent(() => import('@/features/staff/carriers'), 'NewCarrierPage'),
});

const staffCarrier = createRoute({
  getParentRoute: () => staff,
  path: '/carriers/$carrier',
  loader: words('land', 'staff-land'),
  component: lazyRouteComponent(() => import('@/features/staff/carriers'), 'CarrierEditorPage'),
});

const staffAgreements = createRoute({
  getParentRoute: () => staff,
  path: '/agreements',
  loader: words('staff-agreements'),
  component: lazyRouteComponent(() => import('@/features/staff/agreements'), 'AgreementsPage'),
});

const staffNewAgreement = createRoute({
  getParentRoute: () => staff,
  path: '/agreements/new',
  loader: words('staff-agreements'),
  component: lazyRouteComponent(() => import('@/features/staff/agreements'), 'NewAgreementPage'),
});

const staffAgreement = createRoute({
  getParentRoute: () => staff,
  path: '/agreements/$agreement',
  loader: words('land', 'staff-agreements'),
  component: lazyRouteComponent(() => import('@/features/staff/agreements'), 'AgreementPage'),
});

const staffFollowUps = createRoute({
  getParentRoute: () => staff,
  path: '/follow-ups',
  component: lazyRouteComponent(() => import('@/features/staff/follow-ups'), 'FollowUpsPage'),
});

const staffLeads = createRoute({
  getParentRoute: () => staff,
  path: '/leads',
  component: lazyRouteComponent(() => import('@/features/staff/leads'), 'LeadsPage'),
});

const staffCampaigns = createRoute({
  getParentRoute: () => staff,
  path: '/campaigns',
  loader: words('staff-campaigns'),
  component: lazyRouteComponent(() => import('@/features/staff/campaigns'), 'CampaignsPage'),
});

const staffCampaign = createRoute({
  getParentRoute: () => staff,
  path: '/campaigns/$campaign',
  loader: words('staff-campaigns'),
  component: lazyRouteComponent(() => import('@/features/staff/campaigns'), 'CampaignPage'),
});

const staffReport = createRoute({
  getParentRoute: () => staff,
  path: '/reports/$room',
  loader: words('report'),
  component: lazyRouteComponent(() => import('@/features/staff/report'), 'ReportPage'),
});

const staffOrganisations = createRoute({
  getParentRoute: () => staff,
  path: '/organisations',
  component: lazyRouteComponent(() => import('@/features/staff/organisations'), 'OrganisationsPage'),
});

const staffPeople = createRoute({
  getParentRoute: () => staff,
  path: '/people',
  component: lazyRouteComponent(() => import('@/features/staff/people'), 'PeoplePage'),
});

const staffAudit = createRoute({
  getParentRoute: () => staff,
  path: '/audit',
  component: lazyRouteComponent(() => import('@/features/staff/audit'), 'AuditPage'),
});

const staffOperations = createRoute({
  getParentRoute: () => staff,
  path: '/operations',
  component: lazyRouteComponent(() => import('@/features/staff/operations'), 'OperationsPage'),
});

const routeTree = root.addChildren([
  events,
  event,
  register,
  parcels,
  compareParcels,
  parcel,
  carriers,
  carrier,
  signIn,
  mine,
  sign,
  verify,
  inbox,
  unsubscribe,
  invitation,
  stopInvitations,
  admissionCode,
  room,
  host,
  replay,
  presenter,
  staff.addChildren([
    staffHome,
    staffEvents,
    staffNewEvent,
    staffEvent,
    staffParcels,
    staffNewParcel,
    staffImports,
    staffImport,
    staffParcel,
    staffCarriers,
    staffNewCarrier,
    staffCarrier,
    staffAgreements,
    staffNewAgreement,
    staffAgreement,
    staffFollowUps,
    staffLeads,
    staffCampaigns,
    staffCampaign,
    staffCredit,
    staffCheckIn,
    staffMembers,
    staffMemberImports,
    staffMemberImport,
    staffReport,
    staffOrganisations,
    staffPeople,
    staffAudit,
    staffOperations,
    staffIntegrations,
    staffWebhook,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultErrorComponent: PageFailed,
  defaultPendingComponent: PageLoading,
  defaultPendingMs: 200,
  scrollRestoration: true,
});

// Another page: whoever does not see it must hear that it is there.
router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
  if (fromLocation && pathChanged) document.getElementById('main')?.focus({ preventScroll: true });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
