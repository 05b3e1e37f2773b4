export { InvitationPage } from './InvitationPage';
export { StopPage } from './StopPage';
