import { Skeleton } from '@/components/Skeleton';

export function StaffEventsPage() {
  return <Skeleton />;
}

export function NewEventPage() {
  return <Skeleton />;
}

export function EventEditorPage() {
  return <Skeleton />;
}
