export { EventEditorPage } from './EventEditorPage';
export { NewEventPage } from './NewEventPage';
export { StaffEventsPage } from './StaffEventsPage';
