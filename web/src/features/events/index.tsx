import { Skeleton } from '@/components/Skeleton';

export function EventsPage() {
  return <Skeleton />;
}
