import { Skeleton } from '@/components/Skeleton';

export function EventPage() {
  return <Skeleton />;
}
