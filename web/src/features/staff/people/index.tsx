import { Skeleton } from '@/components/Skeleton';

export function PeoplePage() {
  return <Skeleton />;
}
